using Agntz.Api.Hosting;
using Agntz.Api.Workers;
using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Workers;

/// <summary>The lease hangs on the commits of the process.</summary>
public sealed class LeaseRenewerTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();
    private readonly Leases _leases = new();
    private readonly Commits _commits = new();
    private readonly WorkerIdentity _identity = new();
    private readonly HeldRuns _held = new();
    private readonly ServiceCollection _services = new();
    private readonly LoggerFactory _loggers = new([new CapturedLogs()]);
    private LeaseRenewer? _renewer;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await (_renewer?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
        _renewer?.Dispose();
        _loggers.Dispose();
    }

    [Fact]
    public async Task Renew_NothingWasCommittedForAThirdOfTheLease_LetsTheLeaseRunOut()
    {
        var renewer = await StartAsync();

        _commits.StalledFor = Lease / 3;
        await renewer.RunOnceAsync(Token);
        Assert.Equal(0, _leases.Renewals);

        _commits.StalledFor = (Lease / 3) - TimeSpan.FromMilliseconds(1);
        await renewer.RunOnceAsync(Token);
        Assert.Equal(1, _leases.Renewals);
    }

    [Fact]
    public async Task Broken_DropsTheRunsReleasesThemWithoutALossAndGoesOnAsANewIncarnation()
    {
        await StartAsync();
        var first = _identity.Current!.Value;
        var hold = NewHold(first);
        _held.Add(hold);
        var again = _leases.NextRegistrationAsync();

        _commits.Break(CommitBreak.DatabaseWentBack);

        Assert.True(hold.IsDropped);
        Assert.NotEqual(first, await again.WaitAsync(Token));
        Assert.Equal([(first, false)], _leases.Releases);
        var late = NewHold(first);
        _held.Add(late);
        Assert.True(late.IsDropped);
    }

    [Fact]
    public async Task WriterEnded_DropsTheRunsAndLeavesTheirReleaseToTheStop()
    {
        var renewer = await StartAsync();
        var worker = _identity.Current!.Value;
        var hold = NewHold(worker);
        _held.Add(hold);

        _commits.Break(CommitBreak.WriterEnded);
        await renewer.RunOnceAsync(Token);

        Assert.True(hold.IsDropped);
        Assert.Empty(_leases.Releases);
        await renewer.StopAsync(Token);
        Assert.Equal([(worker, false)], _leases.Releases);
    }

    [Fact]
    public async Task Stop_BeforeAnAbandonedIncarnationWasReleased_ReleasesItWithoutALoss()
    {
        var renewer = await StartAsync();
        var worker = _identity.Current!.Value;
        _leases.NeverAnswers = true;
        _commits.Break(CommitBreak.DatabaseWentBack);
        _leases.NeverAnswers = false;

        await renewer.StopAsync(Token);

        Assert.Contains((worker, false), _leases.Releases);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_CountsALossWhereAServiceOfTheHostHasFailed(bool hasFailed)
    {
        var service = new Service(hasFailed ? Task.FromException(new InvalidOperationException("broken")) : Task.CompletedTask);
        await service.StartAsync(Token);
        await Task.WhenAny(service.ExecuteTask!);
        _services.AddSingleton<IHostedService>(service);
        var renewer = await StartAsync();
        var worker = _identity.Current!.Value;

        await renewer.StopAsync(Token);

        Assert.Equal([(worker, hasFailed)], _leases.Releases);
    }

    [Fact]
    public async Task Stop_DatabaseThatNeverAnswers_EndsWithTheTimeOfTheStop()
    {
        var renewer = await StartAsync();
        _leases.NeverAnswers = true;

        await renewer.StopAsync(new CancellationToken(canceled: true));

        Assert.Null(_identity.Current);
    }

    private static RunHold NewHold(Guid worker) => new(
        new Owner(1, "issuer", "subject"), new RunId(Guid.NewGuid()), worker, 1, new SpanId(1));

    private async Task<LeaseRenewer> StartAsync()
    {
        _renewer = new LeaseRenewer(
            _leases, _leases, _commits, _identity, new WorkerLease(Lease, _clock), _held,
            new ProcessHealth(_services.BuildServiceProvider()), new IdSource(_clock, Random.Shared),
            Options.Create(new WorkerOptions { LeaseDuration = Lease }), _clock, _loggers.CreateLogger<LeaseRenewer>());
        await _renewer.StartAsync(Token);
        return _renewer;
    }

    private sealed class Service(Task execution) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => execution;
    }

    private sealed class Commits : ICommitProgress
    {
        public event Action<CommitBreak>? Broken;

        public TimeSpan StalledFor { get; set; }

        public void Break(CommitBreak reason) => Broken?.Invoke(reason);
    }

    private sealed class Leases : IWorkerLeases, IRunRecovery
    {
        private TaskCompletionSource<Guid> _registered = new();

        public int Renewals { get; private set; }

        public bool NeverAnswers { get; set; }

        public List<(Guid Worker, bool IsLoss)> Releases { get; } = [];

        public Task<Guid> NextRegistrationAsync() => (_registered = new TaskCompletionSource<Guid>()).Task;

        public Task RegisterAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
        {
            _registered.TrySetResult(workerId);
            return Task.CompletedTask;
        }

        public Task<bool> RenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
        {
            Renewals++;
            return Task.FromResult(true);
        }

        public async Task<RecoveredRuns> ReleaseAsync(Guid workerId, bool isLoss, CancellationToken cancellationToken)
        {
            await (NeverAnswers ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask);
            Releases.Add((workerId, isLoss));
            return default;
        }

        public Task<int> ExpireAsync(Guid? asking, TimeSpan lease, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> ForgetAsync(TimeSpan silence, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<RecoveredRuns> RecoverAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RecoveredRuns> GiveBackAsync(
            Guid workerId, Func<RunId, int?> lossOf, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
