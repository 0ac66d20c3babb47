using Agntz.Domain.Owners;
using Agntz.Domain.Sessions;
using Agntz.Domain.Workers;
using Agntz.Persistence.Locking;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Persistence.Tests.Postgres;

/// <summary>Rows that somebody does not let go of keep nobody from the rows behind them, however many they are.</summary>
public sealed class LockedRunsTests : IAsyncLifetime
{
    private const int Locked = 450;
    private const int Free = 3;

    private TestStore? _store;
    private Owner? _owner;
    private NpgsqlConnection? _other;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestStore Store => _store!;

    private IRunRecovery Recovery => Store.Get<IRunRecovery>();

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync(StorageProvider.Postgres);
        _owner = await _store.NewOwnerAsync();
        _other = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_store.Location.ConnectionString) { Pooling = false }.ToString());
        await _other.OpenAsync(Token);
        await ExecuteAsync("BEGIN");
    }

    public async ValueTask DisposeAsync()
    {
        await _other!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    [Fact]
    public async Task Recover_OrphansBehindLockedOnes_AreTakenBack()
    {
        await OrphanAsync(await BeginAsync(inSessions: false));
        await ExecuteAsync($"SELECT id FROM active_runs ORDER BY owner_id, id LIMIT {Locked} FOR UPDATE");

        Assert.Equal(new RecoveredRuns(Free, 0), await Recovery.RecoverAsync(Token));
        await ExecuteAsync("ROLLBACK");
        Assert.Equal(new RecoveredRuns(Locked, 0), await Recovery.RecoverAsync(Token));
    }

    [Fact]
    public async Task Recover_OrphansBehindThoseOfLockedSessions_AreTakenBack()
    {
        await OrphanAsync(await BeginAsync(inSessions: true));
        await ExecuteAsync(
            $"""
            SELECT s.id FROM sessions s WHERE s.id IN (
                SELECT a.session_id FROM active_runs a ORDER BY a.owner_id, a.id LIMIT {Locked}) FOR UPDATE
            """);

        Assert.Equal(new RecoveredRuns(Free, 0), await Recovery.RecoverAsync(Token));
        await ExecuteAsync("ROLLBACK");
        Assert.Equal(new RecoveredRuns(Locked, 0), await Recovery.RecoverAsync(Token));
    }

    [Fact]
    public async Task Recover_OverdueRunsBehindLockedOnes_AreEnded()
    {
        await BeginAsync(inSessions: false);
        await ExecuteAsync("COMMIT");
        await ExecuteAsync("UPDATE active_runs SET deadline = clock_timestamp() - interval '1 hour'");
        await ExecuteAsync("BEGIN");
        await ExecuteAsync($"SELECT id FROM active_runs ORDER BY owner_id, id LIMIT {Locked} FOR UPDATE");

        Assert.Equal(new RecoveredRuns(0, Free), await Recovery.RecoverAsync(Token));
    }

    [Fact]
    public async Task Release_WhileSomebodyHoldsARun_GivesTheOthersBackAtOnce()
    {
        var worker = await BeginAsync(inSessions: false);
        await ExecuteAsync("SELECT id FROM active_runs ORDER BY owner_id, id LIMIT 1 FOR UPDATE");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(RunSteps.Patience);

        var releasing = Recovery.ReleaseAsync(worker, isLoss: false, Token);

        var claimed = new List<ClaimedRun>();
        var next = await Store.NewWorkerAsync();
        while (claimed.Count < Locked + Free - 1)
        {
            timeout.Token.ThrowIfCancellationRequested();
            claimed.AddRange(await Store.ClaimAsync(next));
            Assert.False(releasing.IsCompleted);
        }

        await ExecuteAsync("ROLLBACK");
        Assert.Equal(new RecoveredRuns(Locked + Free, 0), await releasing);
    }

    private async Task<Guid> BeginAsync(bool inSessions)
    {
        var worker = await Store.NewWorkerAsync();
        var holds = await Task.WhenAll(Enumerable.Range(0, Locked + Free).Select(number => Store.CreateAsync(inSessions
            ? Store.NewRun(_owner!, $"session-{number}", SessionConflict.Enqueue, worker)
            : Store.NewRun(_owner!) with { ClaimFor = worker })));
        Assert.All(holds, Assert.NotNull);
        return worker;
    }

    private Task OrphanAsync(Guid worker) => Store.Get<IWorkerDeaths>().DeclareAsync(worker, Token);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _other);
        await command.ExecuteNonQueryAsync(Token);
    }
}
