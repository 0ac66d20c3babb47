using System.Diagnostics;
using System.Globalization;
using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Persistence.Locking;
using Agntz.Testing.Network;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>
/// A process stops while it sends, at any byte, as one that is suspended or whose network is cut. The server waits for
/// the rest of a batch without end; whoever else there is does not.
/// </summary>
public sealed class StoppedProcessTests(ITestOutputHelper output)
{
    private const string Variable = "AGNTZ_FREEZES";
    private const string Short = "4";
    private const int Runs = 8;
    private const int MostBytes = 60_000;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pass = TimeSpan.FromSeconds(0.5);
    private static readonly string Large = $$"""{"text":"{{new string('x', 2_000)}}"}""";

    private static int Freezes =>
        int.Parse(Environment.GetEnvironmentVariable(Variable) ?? Short, CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Freeze_AtAnyByteOfABatch_RunsAreTakenBackWithinTheLeaseAndFiveSeconds()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var other = await StartAsync(location);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var renewing = RenewAsync(other, done.Token);
        var random = new Random(18);
        var worst = TimeSpan.Zero;
        var stuck = 0;
        for (var number = 0; number < Freezes; number++)
        {
            var bytes = random.Next(MostBytes);
            var (took, wasStuck) = await FreezeOneAsync(location, other, bytes);
            stuck += wasStuck ? 1 : 0;
            worst = took > worst ? took : worst;
            Assert.True(took <= Lease + Slack, $"Frozen after {bytes} bytes, taken back after {took}.");
        }

        await done.CancelAsync();
        await renewing;
        output.WriteLine($"{Freezes} freezes, {stuck} of them inside a transaction; the worst took {worst.TotalSeconds:F1} s.");
        Assert.NotEqual(0, stuck);
    }

    private static Task<TestStore> StartAsync(StoreLocation location) =>
        TestStore.StartAsync(location, clock: null, ("Worker:LeaseDuration", $"{Lease}"));

    private static async Task RenewAsync(TestStore store, CancellationToken done)
    {
        var worker = Guid.NewGuid();
        await store.Get<IWorkerLeases>().RegisterAsync(worker, Lease, Token);
        while (!done.IsCancellationRequested)
        {
            Assert.True(await store.Get<IWorkerLeases>().RenewAsync(worker, Lease, Token));
            await Task.Delay(Pass, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<(TimeSpan Took, bool WasStuck)> FreezeOneAsync(
        StoreLocation location, TestStore other, int bytes)
    {
        var before = CountEnded(other);
        await using var proxy = new FreezingProxy(location.EndPoint);
        await using var stopping = await StartAsync(location.Through(proxy.Port));
        var worker = Guid.NewGuid();
        await stopping.Get<IWorkerLeases>().RegisterAsync(worker, Lease, Token);
        var owner = await stopping.NewOwnerAsync();
        var holds = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => stopping.BeginAsync(owner, worker)));
        var frozen = proxy.FreezeAfter(bytes);
        using var done = new CancellationTokenSource();
        var writing = holds.Select(hold => WriteAsync(stopping, hold, done.Token)).ToList();
        await frozen.WaitAsync(RunSteps.Patience, Token);

        var begun = Stopwatch.GetTimestamp();
        while (await IsHeldAsync(other, worker) && Stopwatch.GetElapsedTime(begun) < Lease + (2 * Slack))
        {
            await Task.Delay(Pass, Token);
            await other.Get<IWorkerLeases>().ExpireAsync(asking: null, Lease, Token);
            await other.Get<IRunRecovery>().RecoverAsync(Token);
        }

        var took = Stopwatch.GetElapsedTime(begun);
        var wasStuck = CountEnded(other) > before;
        await done.CancelAsync();
        proxy.Thaw();
        holds.ToList().ForEach(hold => hold.Drop());
        await Task.WhenAll(writing).WaitAsync(RunSteps.Patience, Token);
        return (took, wasStuck);
    }

    private static async Task<bool> IsHeldAsync(TestStore store, Guid worker) =>
        (await store.Get<IRunLocks>().FindHeldAsync(worker, Token)).Count > 0;

    private static int CountEnded(TestStore store) =>
        store.Logs.Entries.Count(entry => entry.Message.Contains("were ended", StringComparison.Ordinal));

    // Creations hold on to the row of their worker, changes to the rows of their runs.
    private static async Task WriteAsync(TestStore store, RunHold hold, CancellationToken done)
    {
        while (!done.IsCancellationRequested && !hold.IsDropped)
        {
            var span = store.NewSpan(hold) with { Attributes = Large };
            await store.WriteAsync(hold, new RunChange.SpanStarted(span, IsEffect: true));
            await store.WriteAsync(hold, new RunChange.SpanEnded(store.End(span)));
            await store.Get<IRunWriter>().CreateAsync(
                store.NewRun(hold.Owner, input: Large) with { ClaimFor = hold.WorkerId }, RunSteps.Patience);
        }
    }
}
