using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Model.Sessions;
using Agntz.Persistence.Model.Traces;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>A run that begins as rows, and as what its logs say of it.</summary>
internal static class NewRunRows
{
    public static RunRow Record(NewRun run, long? session) => new()
    {
        OwnerId = run.Owner.Id,
        Id = run.Id.Value,
        AgentId = run.AgentId,
        AgentVersion = run.AgentVersion,
        RequestedVersion = run.RequestedVersion,
        SessionId = session,
        Retention = run.Retention.Mode.ToName(),
        StartedAt = run.StartedAt,
        ExpiresAt = run.StartedAt + run.Retention.TimeToLive,
    };

    /// <summary>The queue's entry; who has it, and its place in its session, is still to be said.</summary>
    public static ActiveRunRow Active(NewRun run, RunNumbers numbers) => new()
    {
        OwnerId = run.Owner.Id,
        Id = run.Id.Value,
        AgentId = run.AgentId,
        StartedAt = run.StartedAt,
        RootSpanId = SpanRows.ToColumn(run.RootSpan.Id),
        EventSeq = numbers.EventSeq,
        SpanSeq = numbers.SpanSeq,
        TimeLimitMs = (long)run.TimeLimit.TotalMilliseconds,
        Retention = run.Retention.Mode.ToName(),
    };

    public static TraceRow Trace(NewRun run, long? session) => new()
    {
        OwnerId = run.Owner.Id,
        Id = run.Id.Value,
        IsRun = true,
        RootName = run.RootSpan.Name,
        AgentId = run.AgentId,
        RequestedVersion = run.RequestedVersion,
        SessionId = session,
        StartedAt = run.StartedAt,
    };

    /// <summary>The session that begins with a run.</summary>
    public static SessionRow Session(NewRun run, NewRunSession session) => new()
    {
        OwnerId = run.Owner.Id,
        Id = session.Key,
        Name = session.Id,
        AgentId = run.AgentId,
        CreatedAt = run.StartedAt,
        UpdatedAt = run.StartedAt,
        LastRun = session.IsGenerated ? 1 : 0,
    };

    public static CommittedEntries Logged(NewRun run, RunEvent spawned, RunNumbers numbers) => new()
    {
        Trace = new TraceIdentity(run.Owner, run.Id, IsRun: true) { SessionId = run.Session?.Id },
        Events = [new LogEntry.Event(numbers.EventSeq, spawned.Type, spawned.Number(numbers.EventSeq))],
        Spans = [new SpanCommit.Started(numbers.SpanSeq, run.RootSpan)],
        Begun = new TraceSummary
        {
            Owner = run.Owner,
            Id = run.Id,
            IsRun = true,
            RootName = run.RootSpan.Name,
            AgentReference = run.AgentReference,
            SessionId = run.Session?.Id,
            StartedAt = run.StartedAt,
            Status = SpanStatus.Running,
            SpanCount = 1,
            TotalTokens = 0,
        },
    };
}
