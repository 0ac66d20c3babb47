using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>The statements that write runs.</summary>
internal static class RunTables
{
    public static readonly TableInsert<RunRow> InsertRun = new("runs",
    [
        Columns<RunRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RunRow>.Uuid("id", row => row.Id),
        Columns<RunRow>.Text("agent_id", row => row.AgentId),
        Columns<RunRow>.Instant("agent_version", row => row.AgentVersion),
        Columns<RunRow>.Text("requested_version", row => row.RequestedVersion),
        Columns<RunRow>.BigInt("session_id", row => row.SessionId),
        Columns<RunRow>.Text("retention", row => row.Retention),
        Columns<RunRow>.Instant("started_at", row => row.StartedAt),
        Columns<RunRow>.Instant("expires_at", row => row.ExpiresAt),
    ]);

    public static readonly TableInsert<ActiveRunRow> InsertActive = new("active_runs",
    [
        Columns<ActiveRunRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<ActiveRunRow>.Uuid("id", row => row.Id),
        Columns<ActiveRunRow>.Text("agent_id", row => row.AgentId),
        Columns<ActiveRunRow>.Instant("started_at", row => row.StartedAt),
        Columns<ActiveRunRow>.Boolean("ready", row => row.Ready),
        Columns<ActiveRunRow>.Uuid("worker_id", row => row.WorkerId),
        Columns<ActiveRunRow>.BigInt("epoch", row => row.Epoch),
        Columns<ActiveRunRow>.BigInt("root_span_id", row => row.RootSpanId),
        Columns<ActiveRunRow>.Integer("losses", row => row.Losses),
        Columns<ActiveRunRow>.BigInt("event_seq", row => row.EventSeq),
        Columns<ActiveRunRow>.BigInt("span_seq", row => row.SpanSeq),
        Columns<ActiveRunRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<ActiveRunRow>.BigInt("time_limit_ms", row => row.TimeLimitMs),
        Columns<ActiveRunRow>.Instant("deadline", row => row.Deadline),
        Columns<ActiveRunRow>.Instant("cancel_requested_at", row => row.CancelRequestedAt),
        Columns<ActiveRunRow>.Text("cancel_mode", row => row.CancelMode),
        Columns<ActiveRunRow>.Text("cancel_reason", row => row.CancelReason),
        Columns<ActiveRunRow>.BigInt("session_id", row => row.SessionId),
        Columns<ActiveRunRow>.BigInt("session_place", row => row.SessionPlace),
        Columns<ActiveRunRow>.Text("retention", row => row.Retention),
        Columns<ActiveRunRow>.Boolean("delete_on_end", row => row.DeleteOnEnd),
    ]);

    public static readonly TableInsert<RunPayloadRow> InsertPayload = new("run_payloads",
    [
        Columns<RunPayloadRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RunPayloadRow>.Uuid("run_id", row => row.RunId),
        Columns<RunPayloadRow>.Json("input", row => row.Input),
    ]);

    public static readonly TableInsert<RunEventsRow> InsertEvents = new("run_events",
    [
        Columns<RunEventsRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RunEventsRow>.Uuid("run_id", row => row.RunId),
        Columns<RunEventsRow>.BigInt("first_seq", row => row.FirstSeq),
        Columns<RunEventsRow>.BigInt("last_seq", row => row.LastSeq),
        Columns<RunEventsRow>.SmallInt("format", row => row.Format),
        Columns<RunEventsRow>.Json("frames", row => row.Frames),
    ]);

    public static readonly TableInsert<JournalRow> InsertJournal = new("journal",
    [
        Columns<JournalRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<JournalRow>.Uuid("run_id", row => row.RunId),
        Columns<JournalRow>.Text("path", row => row.Path),
        Columns<JournalRow>.SmallInt("format", row => row.Format),
        Columns<JournalRow>.Json("output", row => row.Output),
    ]);

    public static readonly TableUpdate<CounterRow> UpdateCounters = new("active_runs",
    [
        Columns<CounterRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<CounterRow>.Uuid("id", row => row.Id),
    ],
    [
        Columns<CounterRow>.BigInt("event_seq", row => row.EventSeq),
        Columns<CounterRow>.BigInt("span_seq", row => row.SpanSeq),
        Columns<CounterRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<CounterRow>.Decimal("cost_usd", row => row.CostUsd),
        Columns<CounterRow>.Integer("losses", row => row.Losses),
    ]);

    public static readonly TableUpdate<CancelRequestRow> RequestCancel = new("active_runs",
    [
        Columns<CancelRequestRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<CancelRequestRow>.Uuid("id", row => row.Id),
    ],
    [
        Columns<CancelRequestRow>.Instant("cancel_requested_at", row => row.RequestedAt),
        Columns<CancelRequestRow>.Text("cancel_mode", row => row.Mode),
        Columns<CancelRequestRow>.Text("cancel_reason", row => row.Reason),
    ]);

    public static readonly TableUpdate<RequeueRow> Requeue = new("active_runs",
    [
        Columns<RequeueRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RequeueRow>.Uuid("id", row => row.Id),
    ],
    [
        Columns<RequeueRow>.Uuid("worker_id", _ => (Guid?)null),
        Columns<RequeueRow>.Integer("losses", row => row.Losses),
    ]);

    public static readonly TableUpdate<RunEndRow> EndRun = new("runs", Key("id"),
    [
        Columns<RunEndRow>.Instant("ended_at", row => row.EndedAt),
        Columns<RunEndRow>.Text("status", row => row.Status),
        Columns<RunEndRow>.Text("error", row => row.Error),
        Columns<RunEndRow>.Text("error_code", row => row.ErrorCode),
        Columns<RunEndRow>.BigInt("last_event_seq", row => row.LastEventSeq),
    ]);

    public static readonly TableUpdate<RunEndRow> EndPayload = new("run_payloads", Key("run_id"),
    [
        Columns<RunEndRow>.Json("result", row => row.Result),
        Columns<RunEndRow>.Json("error_details", row => row.ErrorDetails),
    ]);

    /// <summary>Takes out of a record what goes with the end of the run.</summary>
    public static readonly TableUpdate<RunEndRow> RemoveInput = new("run_payloads", Key("run_id"),
    [
        Columns<RunEndRow>.Json("input", _ => null),
    ]);

    public static readonly TableDelete<RunEndRow> DeleteEvents = new("run_events", Key("run_id"));

    public static readonly TableDelete<RunEndRow> DeleteJournal = new("journal", Key("run_id"));

    public static readonly TableDelete<RunEndRow> DeletePayload = new("run_payloads", Key("run_id"));

    public static readonly TableDelete<RunEndRow> DeleteRun = new("runs", Key("id"));

    public static readonly TableDelete<RunEndRow> DeleteActive = new("active_runs", Key("id"));

    private static Column<RunEndRow>[] Key(string idColumn) =>
    [
        Columns<RunEndRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RunEndRow>.Uuid(idColumn, row => row.Id),
    ];
}
