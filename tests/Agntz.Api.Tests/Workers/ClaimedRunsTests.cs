using Agntz.Api.Workers;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing.Execution;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agntz.Api.Tests.Workers;

public sealed class ClaimedRunsTests
{
    private static readonly Owner Caller = new(1, "agntz", "local");

    private readonly FakeRunWriter _writer = new();
    private readonly Database _database = new();

    [Fact]
    public async Task Open_DatabaseAwayForAWhile_TriesAgainUntilItAnswers()
    {
        _database.Failures = 3;

        var assignment = await OpenAsync(NewRun());

        Assert.Equal("greeter", assignment!.Agent.Id);
        Assert.Equal(0, _database.Failures);
        Assert.Empty(_writer.Writes);
    }

    [Fact]
    public async Task Open_RunLostWhileTheDatabaseIsAway_GivesUpAndWritesNothing()
    {
        var run = NewRun();
        _database.Failures = 2;
        _database.OnFailure = run.Hold.Drop;

        Assert.Null(await OpenAsync(run));
        Assert.Empty(_writer.Writes);
    }

    [Fact]
    public async Task Open_VersionThatIsGone_EndsTheRun()
    {
        _database.Manifest = null;

        Assert.Null(await OpenAsync(NewRun()));

        var failed = Assert.IsType<RunOutcome.Failed>(_writer.Ending.Outcome);
        Assert.Equal(RunErrorCodes.AgentNotFound, failed.Error.Code);
    }

    [Fact]
    public async Task Open_HundredsTakenOverAtOnce_ReadsOfAFewAtATime()
    {
        var release = new TaskCompletionSource();
        _database.Release = release.Task;
        using var runs = Runs();

        var opening = Enumerable.Range(0, 200).Select(_ => runs.OpenAsync(NewRun(), Token)).ToList();
        Assert.Equal(8, _database.Reading);

        release.SetResult();
        Assert.All(await Task.WhenAll(opening), Assert.NotNull);
        Assert.Equal(0, _database.Reading);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ClaimedRun NewRun()
    {
        var ids = new IdSource(TimeProvider.System, new Random(1));
        return new ClaimedRun
        {
            Hold = new RunHold(Caller, ids.NewRunId(), ids.NewGuid(), 2, ids.NewSpanId()),
            AgentId = "greeter",
            AgentVersion = DateTimeOffset.UnixEpoch,
            Time = RunTime.Of(RunTime.DefaultLimit),
            StartedAt = DateTimeOffset.UnixEpoch,
            RootAttributes = "{}",
        };
    }

    private async Task<RunAssignment?> OpenAsync(ClaimedRun run)
    {
        using var runs = Runs();
        return await runs.OpenAsync(run, Token);
    }

    private ClaimedRuns Runs() => new(
        new AgentCatalog(_database), _database, _database, _writer, new ImpatientClock(),
        NullLogger<ClaimedRuns>.Instance);

    /// <summary>A clock on which every wait is over at once.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>What a taken run is read from; fails as often as it is told.</summary>
    private sealed class Database : IAgentStore, IJournalReader, ITraceReader
    {
        private int _reading;

        public int Failures { get; set; }

        public Action OnFailure { get; set; } = () => { };

        public string? Manifest { get; set; } =
            "{id: greeter, kind: llm, model: {provider: demo, name: demo-1}, instruction: Greet.}";

        public Task<AgentVersion?> FindAsync(
            Owner owner, string agentId, DateTimeOffset createdAt, CancellationToken cancellationToken) =>
            Task.FromResult(Manifest is null ? null : new AgentVersion
            {
                AgentId = agentId,
                CreatedAt = createdAt,
                Manifest = Manifest,
                Name = agentId,
            });

        public Task Release { get; set; } = Task.CompletedTask;

        public int Reading => _reading;

        public async Task<Journal> ReadAsync(Owner owner, RunId run, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reading);
            await Release;
            Interlocked.Decrement(ref _reading);
            return Journal.Empty;
        }

        public Task<Trace?> OpenAsync(Owner owner, RunId id, string? kind, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<Span>> ReadUnfinishedAsync(Owner owner, RunId id, CancellationToken cancellationToken)
        {
            if (Failures == 0)
            {
                return Task.FromResult<IReadOnlyList<Span>>([]);
            }

            Failures--;
            OnFailure();
            throw new IOException("The database is away.");
        }

        public Task<DateTimeOffset?> FindActiveAsync(Owner owner, string agentId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<DateTimeOffset?> ResolveAsync(
            Owner owner, AgentReference reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<AgentVersion>> ListAsync(Owner owner, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ImportOutcome> ImportAsync(
            Owner owner, IReadOnlyList<AgentImport> agents, ImportConflict onConflict, bool dryRun,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Page<TraceSummary>> ListAsync(Owner owner, TraceQuery query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
