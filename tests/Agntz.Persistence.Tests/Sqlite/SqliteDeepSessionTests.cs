using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Workers;
using Agntz.Persistence.Engines.Sqlite;
using Agntz.Testing.Stores;
using SQLitePCL;

namespace Agntz.Persistence.Tests.Sqlite;

/// <summary>Creating and ending runs of a session is as much work for the database however many runs wait in it.</summary>
public sealed class SqliteDeepSessionTests
{
    private const int Few = 20;
    private const int Many = 900;

    // How many instructions of the engine are one step of work.
    private const int Instructions = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateEndAndRecover_TakeNoMoreWorkTheMoreRunsWait()
    {
        var few = await MeasureAsync(Few);

        var many = await MeasureAsync(Many);

        // A tree of more rows is a little deeper.
        Assert.All(few.Zip(many), it => Assert.True(
            it.Second.Work <= it.First.Work * 3 / 2,
            $"{it.First.Act}: {it.First.Work} steps with {Few} that wait, {it.Second.Work} with {Many}."));
    }

    private static async Task<List<(string Act, int Work)>> MeasureAsync(int waiting)
    {
        await using var store = await TestStore.StartAsync(StorageProvider.Sqlite);
        var owner = await store.NewOwnerAsync();
        var first = await store.CreateAsync(NewRun(SessionConflict.Enqueue, await store.NewWorkerAsync()));
        await Task.WhenAll(Enumerable.Range(0, waiting).Select(_ => store.CreateAsync(NewRun(SessionConflict.Enqueue))));
        var writer = store.Get<IRunWriter>();
        return
        [
            await CountAsync("enqueue", () => writer.CreateAsync(NewRun(SessionConflict.Enqueue), RunSteps.Patience)),
            await CountAsync("reject", () => writer.CreateAsync(NewRun(SessionConflict.Reject), RunSteps.Patience)),
            await CountAsync("recover", () => store.Get<IRunRecovery>().RecoverAsync(Token)),
            await CountAsync("end", () => store.CompleteAsync(first!)),
        ];

        NewRun NewRun(SessionConflict conflict, Guid? claimFor = null) => store.NewRun(owner, "chat", conflict, claimFor);

        async Task<(string Act, int Work)> CountAsync(string act, Func<Task> carryOut)
        {
            var work = 0;
            await WatchAsync(_ => ++work > 0 ? 0 : 1);
            await carryOut();
            await WatchAsync(null);
            return (act, work);
        }

        async Task WatchAsync(delegate_progress? progress)
        {
            using var turn = await store.Get<SqliteWriteGate>().EnterAsync(Token);
            raw.sqlite3_progress_handler(turn.Connection.Connection.Handle, Instructions, progress, null);
        }
    }
}
