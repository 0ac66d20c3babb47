using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Queries;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Sqlite;

/// <summary>How SQLite goes about what it is asked often.</summary>
public sealed class SqlitePlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EntriesOfLongSpanLogs_AreFoundByTheirNumbers()
    {
        await using var store = await TestStore.StartAsync(StorageProvider.Sqlite);
        await using var context = store.Get<IContexts>().CreateReading();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        await context.Database.OpenConnectionAsync(Token);
        command.CommandText = "EXPLAIN QUERY PLAN " + SpanLog.Statement(context.StoredBytes, isLate: true)
            .Replace("{0}", "1", StringComparison.Ordinal).Replace("{1}", "'a'", StringComparison.Ordinal)
            .Replace("{2}", "1000", StringComparison.Ordinal)
            .Replace("{3}", $"{1000 + SpanRowConfiguration.Early}", StringComparison.Ordinal)
            .Replace("{4}", "65536", StringComparison.Ordinal);
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            plan.Add(reader.GetString(3));
        }

        Assert.Contains(plan, step => step.Contains("ix_spans_starts", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("ix_spans_ends", StringComparison.Ordinal));
    }
}
