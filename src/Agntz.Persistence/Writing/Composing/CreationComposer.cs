using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Buffering;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>
/// Composes the rows of runs that begin: the record, the place in the queue, the trace, the root span, and the session
/// where the run begins one.
/// </summary>
internal sealed class CreationComposer(FlushOpening opening, BatchRuns runs, Composition composition)
{
    private readonly Dictionary<RunId, RunCreation> _refused = [];

    /// <summary>Adds everything, or leaves all of it out where the run's key is another's or its session is busy or full.</summary>
    public void Compose(CreationEntry entry)
    {
        var run = entry.Run;
        if (KeyComposer.OwnerOf(run, opening) is { } original)
        {
            composition.Answer(entry, _refused.GetValueOrDefault(original.Run) ?? new RunCreation.Repeated(original));
            return;
        }

        if (run.Retention.Mode is RetentionMode.None && !CanClaim(run))
        {
            composition.Answer(entry, new RunCreation.Unclaimed());
            return;
        }

        var session = runs.Find(run);
        if (Refusal(run, session) is { } refusal)
        {
            composition.Rows.UnusedKeys.AddRange(KeyComposer.Rows([run]));
            _refused.Add(run.Id, refusal);
            composition.Answer(entry, refusal);
            return;
        }

        var superseded = run.Session?.Conflict is SessionConflict.Supersede
            ? session?.Supersede(run.StartedAt) ?? []
            : [];
        var hold = Create(run, session);
        composition.Answer(entry, new RunCreation.Created(hold) { Superseded = superseded });
    }

    private static RunCreation? Refusal(NewRun run, SessionComposer? session) => run.Session?.Conflict switch
    {
        SessionConflict.Reject when session?.Newest is { } active => new RunCreation.SessionBusy(active),
        SessionConflict.Enqueue when session?.Active > run.Session.MaxWaiting =>
            new RunCreation.SessionFull(run.Session.MaxWaiting),
        _ => null,
    };

    private RunHold? Create(NewRun run, SessionComposer? session)
    {
        var key = session?.Key ?? run.Session?.Key;
        var isReady = session?.Newest is null;
        var hold = Claim(run, key, isReady, out var claimedAt);
        var numbers = new RunNumbers();
        var spawned = RunEvents.Spawned(run.Id, run.RootSpan.Id, run.AgentReference);
        var rows = composition.Rows;
        var rootSpan = SpanRows.Started(run.Owner.Id, run.Id.Value, run.RootSpan, numbers.NextSpan());
        var segment = EventSegments.Single(run, spawned, numbers.NextEvent());
        var active = NewRunRows.Active(run, numbers);
        active.Ready = isReady;
        active.WorkerId = hold?.WorkerId;
        active.Epoch = hold?.Epoch ?? 0;
        active.Deadline = claimedAt + run.TimeLimit;
        active.SessionId = key;
        active.SessionPlace = key is null ? null : session?.Place(run.StartedAt) ?? 1;
        rows.NewRuns.Add(NewRunRows.Record(run, key));
        rows.NewActiveRuns.Add(active);
        var payload = new RunPayloadRow { OwnerId = run.Owner.Id, RunId = run.Id.Value };
        rows.NewPayloads.Add(payload);
        if (run.Retention.Mode is not RetentionMode.None)
        {
            payload.Input = run.Input;
            rows.NewTraces.Add(NewRunRows.Trace(run, key));
            rows.NewSpans.Add(rootSpan);
            rows.Events.Add(segment);
        }

        if (run.Session is { IsGenerated: true } own)
        {
            rows.NewSessions.Add(NewRunRows.Session(run, own));
        }

        session?.Add(active);
        var logged = NewRunRows.Logged(run, spawned, numbers);
        composition.Logged.Add(logged);
        composition.Tally.Add(logged.Events.Count, logged.Spans.Count);
        return hold;
    }

    private bool CanClaim(NewRun run) => run.ClaimFor is { } worker && opening.LiveWorkers.ContainsKey(worker);

    private RunHold? Claim(NewRun run, long? session, bool isReady, out DateTimeOffset? claimedAt)
    {
        claimedAt = null;
        if (!isReady || run.ClaimFor is not { } worker || !CanClaim(run))
        {
            return null;
        }

        claimedAt = opening.LiveWorkers[worker];
        return new RunHold(run.Owner, run.Id, worker, epoch: 1, run.RootSpan.Id)
        {
            Retention = run.Retention.Mode,
            Session = session is { } key ? new RunSession(key, run.Session!.Id) : null,
        };
    }
}
