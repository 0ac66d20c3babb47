using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Persistence.Model;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Buffering;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Composes the rows of a run that begins: its record, its place in the queue, its trace and its root span.</summary>
internal static class CreationComposer
{
    /// <summary>The record, which the opening of the flush inserts.</summary>
    public static RunRow Record(NewRun run) => new()
    {
        OwnerId = run.Owner.Id,
        Id = run.Id.Value,
        AgentId = run.AgentId,
        AgentVersion = run.AgentVersion,
        RequestedVersion = run.RequestedVersion,
        Retention = Retentions.Session,
        StartedAt = run.StartedAt,
    };

    /// <summary>Adds everything else, or leaves all of it out where the id or its key was taken.</summary>
    public static void Compose(CreationEntry entry, FlushOpening opening, Composition composition)
    {
        var run = entry.Run;
        if (!opening.Created.Contains(run.Id))
        {
            composition.Answer(entry, KeyComposer.OwnerOf(run, opening) is { } original
                ? new RunCreation.Repeated(original)
                : new RunCreation.Rejected());
            return;
        }

        var hold = Claim(run, opening, out var claimedAt);
        var counters = new RunNumbers();
        var rows = composition.Rows;
        var spawned = RunEvents.Spawned(run.Id, run.RootSpan.Id, run.AgentReference);
        rows.NewSpans.Add(SpanRows.Started(run.Owner.Id, run.Id.Value, run.RootSpan, counters.NextSpan()));
        rows.Events.Add(EventSegments.Single(run, spawned, counters.NextEvent()));
        rows.NewActiveRuns.Add(Active(run, hold, claimedAt, counters));
        rows.NewPayloads.Add(new RunPayloadRow { OwnerId = run.Owner.Id, RunId = run.Id.Value, Input = run.Input });
        rows.NewTraces.Add(Trace(run));
        composition.Logged.Add(Logged(run, spawned, counters));
        composition.Answer(entry, new RunCreation.Created(hold));
    }

    private static RunHold? Claim(NewRun run, FlushOpening opening, out DateTimeOffset? claimedAt)
    {
        claimedAt = null;
        if (run.ClaimFor is not { } worker || !opening.LiveWorkers.TryGetValue(worker, out var now))
        {
            return null;
        }

        claimedAt = now;
        return new RunHold(run.Owner, run.Id, worker, epoch: 1, run.RootSpan.Id);
    }

    private static ActiveRunRow Active(NewRun run, RunHold? hold, DateTimeOffset? claimedAt, RunNumbers numbers) => new()
    {
        OwnerId = run.Owner.Id,
        Id = run.Id.Value,
        AgentId = run.AgentId,
        StartedAt = run.StartedAt,
        Ready = true,
        WorkerId = hold?.WorkerId,
        Epoch = hold?.Epoch ?? 0,
        RootSpanId = SpanRows.ToColumn(run.RootSpan.Id),
        EventSeq = numbers.EventSeq,
        SpanSeq = numbers.SpanSeq,
        TimeLimitMs = (long)run.TimeLimit.TotalMilliseconds,
        Deadline = claimedAt + run.TimeLimit,
        Retention = Retentions.Session,
    };

    private static TraceRow Trace(NewRun run) => new()
    {
        OwnerId = run.Owner.Id,
        Id = run.Id.Value,
        IsRun = true,
        RootName = run.RootSpan.Name,
        AgentId = run.AgentId,
        RequestedVersion = run.RequestedVersion,
        StartedAt = run.StartedAt,
    };

    private static CommittedEntries Logged(NewRun run, RunEvent spawned, RunNumbers numbers) => new()
    {
        Trace = new TraceIdentity(run.Owner, run.Id, IsRun: true),
        Events = [new LogEntry.Event(numbers.EventSeq, spawned.Type, spawned.Number(numbers.EventSeq))],
        Spans = [new SpanCommit.Started(numbers.SpanSeq, run.RootSpan)],
        Begun = new TraceSummary
        {
            Owner = run.Owner,
            Id = run.Id,
            IsRun = true,
            RootName = run.RootSpan.Name,
            AgentReference = run.AgentReference,
            StartedAt = run.StartedAt,
            Status = SpanStatus.Running,
            SpanCount = 1,
            TotalTokens = 0,
        },
    };
}
