using System.Data.Common;
using Agntz.Domain.Health;
using Agntz.Testing.Execution;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class DatabaseFailuresConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IDatabaseFailures Failures => Store.Get<IDatabaseFailures>();

    [Fact]
    public void MeanAway_CauseThatIsAway_IsFoundHoweverDeepItIs()
    {
        Assert.True(Failures.MeanAway(new DatabaseIsAway()));
        Assert.True(Failures.MeanAway(
            new InvalidOperationException("x", new DbUpdateException("y", new DatabaseIsAway()))));
    }

    [Fact]
    public void MeanAway_CallerThatWaitsNoMore_IsNot() =>
        Assert.False(Failures.MeanAway(new OperationCanceledException("x", new DatabaseIsAway())));

    [Fact]
    public async Task MeanAway_StatementThatIsWrong_IsNot() =>
        Assert.False(Failures.MeanAway(await FailAsync("SELEC 1")));

    [Fact]
    public async Task MeanAway_RowThatIsRefused_IsNot()
    {
        const string Row = "INSERT INTO worker_flushes (process, n, seen_at) VALUES (NULL, NULL, NULL)";

        Assert.False(Failures.MeanAway(await FailAsync(Row)));
    }

    private async Task<Exception> FailAsync(string sql) => await Assert.ThrowsAnyAsync<DbException>(
        () => Store.Get<IContexts>().WriteAsync(context => context.Database.ExecuteSqlRawAsync(sql, Token), Token));
}
