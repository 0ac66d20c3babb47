using Agntz.Domain.Ids;
using Agntz.Domain.Json;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;

namespace Agntz.Testing.Stores;

/// <summary>What tests do to the runs of a store, with defaults for all that a test does not speak of.</summary>
public static class RunSteps
{
    /// <summary>How long tests wait for a commit.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A run that nobody has created yet.</summary>
    public static NewRun NewRun(
        this TestStore store, Owner owner, string agentId = "agent", DateTimeOffset? startedAt = null,
        string? input = "\"hello\"")
    {
        var ids = store.Get<IdSource>();
        var now = startedAt ?? store.Get<TimeProvider>().GetInstant();
        return new NewRun
        {
            Owner = owner,
            Id = ids.NewRunId(),
            AgentId = agentId,
            AgentVersion = DateTimeOffset.UnixEpoch,
            Input = input,
            StartedAt = now,
            RootSpan = new SpanStart
            {
                Id = ids.NewSpanId(),
                Kind = SpanKind.AgentInvoke,
                Name = agentId,
                StartedAt = now,
                Attributes = "{}",
            },
        };
    }

    /// <summary>A run of a session that nobody has created yet.</summary>
    public static NewRun NewRun(
        this TestStore store, Owner owner, string session, SessionConflict conflict, Guid? claimFor = null) =>
        store.NewRun(owner) with
        {
            ClaimFor = claimFor,
            Session = new NewRunSession
            {
                Id = session,
                Key = store.Get<IdSource>().NewSessionKey(),
                Conflict = conflict,
            },
        };

    /// <summary>Brings up an incarnation.</summary>
    public static async Task<Guid> NewWorkerAsync(this TestStore store)
    {
        var worker = store.Get<IdSource>().NewGuid();
        await store.Get<IWorkerLeases>().RegisterAsync(worker, Lease, CancellationToken.None);
        return worker;
    }

    /// <summary>Creates a run and leaves it to the queue.</summary>
    public static async Task<NewRun> QueueAsync(
        this TestStore store, Owner owner, string agentId = "agent", DateTimeOffset? startedAt = null,
        string? input = "\"hello\"")
    {
        var run = store.NewRun(owner, agentId, startedAt, input);
        await store.CreateAsync(run);
        return run;
    }

    /// <summary>Creates a run.</summary>
    /// <returns>The hold; null when it was left to the queue.</returns>
    public static async Task<RunHold?> CreateAsync(this TestStore store, NewRun run) =>
        await store.Get<IRunWriter>().CreateAsync(run, Patience) is RunCreation.Created created
            ? created.Hold
            : throw new InvalidOperationException($"Run {run.Id} was not created.");

    /// <summary>Creates a run that a worker holds from the beginning.</summary>
    public static async Task<RunHold> BeginAsync(this TestStore store, Owner owner, Guid worker) =>
        (await store.CreateAsync(store.NewRun(owner) with { ClaimFor = worker }))!;

    /// <summary>Creates a run held by a worker of its own.</summary>
    public static async Task<RunHold> BeginAsync(this TestStore store, Owner owner) =>
        await store.BeginAsync(owner, await store.NewWorkerAsync());

    /// <summary>Writes changes of a run.</summary>
    public static Task<CommitOutcome> WriteAsync(this TestStore store, RunHold hold, params RunChange[] changes) =>
        store.Get<IRunWriter>().WriteAsync(new RunWrite(hold, changes, null));

    /// <summary>Ends a run.</summary>
    public static Task<CommitOutcome> EndAsync(
        this TestStore store, RunHold hold, RunOutcome outcome, bool leavesSpansOpen = false,
        params RunChange[] changes) =>
        store.Get<IRunWriter>().WriteAsync(new RunWrite(hold, changes, new RunEnding
        {
            Outcome = outcome,
            EndedAt = store.Get<TimeProvider>().GetInstant(),
            LeavesSpansOpen = leavesSpansOpen,
        }));

    /// <summary>Ends a run well.</summary>
    public static Task<CommitOutcome> CompleteAsync(this TestStore store, RunHold hold) =>
        store.EndAsync(hold, new RunOutcome.Completed("""{"output":"done"}"""));

    /// <summary>Ends a run well, and adds a turn to its session.</summary>
    public static Task<CommitOutcome> CompleteAsync(this TestStore store, RunHold hold, string input, string output) =>
        store.Get<IRunWriter>().WriteAsync(new RunWrite(hold, [], new RunEnding
        {
            Outcome = new RunOutcome.Completed("""{"output":"done"}"""),
            EndedAt = store.Get<TimeProvider>().GetInstant(),
            Turn = new SessionTurn(JsonText.String(input), JsonText.String(output), null),
        }));

    /// <summary>Takes everything there is in the queue.</summary>
    public static Task<IReadOnlyList<ClaimedRun>> ClaimAsync(this TestStore store, Guid worker) =>
        store.Get<IRunQueue>().ClaimAsync(
            new ClaimRequest { WorkerId = worker, Slots = 1000, SlotsPerOwner = 1000, AfterOwner = 0, SatisfiedOwners = [] },
            CancellationToken.None);

    /// <summary>A span below the root that begins.</summary>
    public static SpanStart NewSpan(
        this TestStore store, RunHold hold, string kind = SpanKind.ModelCall, SpanId? parent = null,
        DateTimeOffset? startedAt = null) => new()
        {
            Id = store.Get<IdSource>().NewSpanId(),
            ParentId = parent ?? hold.RootSpan,
            Kind = kind,
            Name = "a span",
            StartedAt = startedAt ?? store.Get<TimeProvider>().GetInstant(),
            Attributes = """{"at":"start"}""",
        };

    /// <summary>The same span as it ends.</summary>
    public static SpanEnd End(this TestStore store, SpanStart span, SpanStatus status = SpanStatus.Ok) => new()
    {
        Id = span.Id,
        EndedAt = store.Get<TimeProvider>().GetInstant().NotBefore(span.StartedAt),
        Status = status,
        Attributes = """{"at-end":true}""",
        TotalTokens = 3,
    };
}
