using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>The statements that write traces.</summary>
internal static class TraceTables
{
    public static readonly TableInsert<TraceRow> InsertTrace = new("traces",
    [
        Columns<TraceRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<TraceRow>.Uuid("id", row => row.Id),
        Columns<TraceRow>.Boolean("is_run", row => row.IsRun),
        Columns<TraceRow>.Text("root_name", row => row.RootName),
        Columns<TraceRow>.Text("agent_id", row => row.AgentId),
        Columns<TraceRow>.Text("requested_version", row => row.RequestedVersion),
        Columns<TraceRow>.BigInt("session_id", row => row.SessionId),
        Columns<TraceRow>.Instant("started_at", row => row.StartedAt),
        Columns<TraceRow>.BigInt("span_count", row => row.SpanCount),
        Columns<TraceRow>.BigInt("total_tokens", row => row.TotalTokens),
    ]);

    public static readonly TableInsert<SpanRow> InsertSpan = new("spans",
    [
        Columns<SpanRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<SpanRow>.Uuid("trace_id", row => row.TraceId),
        Columns<SpanRow>.BigInt("span_id", row => row.SpanId),
        Columns<SpanRow>.BigInt("parent_id", row => row.ParentId),
        Columns<SpanRow>.Text("kind", row => row.Kind),
        Columns<SpanRow>.Text("name", row => row.Name),
        Columns<SpanRow>.Instant("started_at", row => row.StartedAt),
        Columns<SpanRow>.Instant("ended_at", row => row.EndedAt),
        Columns<SpanRow>.Text("status", row => row.Status),
        Columns<SpanRow>.Text("error", row => row.Error),
        Columns<SpanRow>.BigInt("start_seq", row => row.StartSeq),
        Columns<SpanRow>.BigInt("end_seq", row => row.EndSeq),
        Columns<SpanRow>.Json("start_attributes", row => row.StartAttributes),
        Columns<SpanRow>.Json("end_attributes", row => row.EndAttributes),
        Columns<SpanRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<SpanRow>.Decimal("cost_usd", row => row.CostUsd),
    ]);

    public static readonly TableUpdate<SpanEndRow> EndSpan = new("spans",
    [
        Columns<SpanEndRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<SpanEndRow>.Uuid("trace_id", row => row.TraceId),
        Columns<SpanEndRow>.BigInt("span_id", row => row.SpanId),
    ],
    [
        Columns<SpanEndRow>.Instant("ended_at", row => row.EndedAt),
        Columns<SpanEndRow>.Text("status", row => row.Status),
        Columns<SpanEndRow>.Text("error", row => row.Error),
        Columns<SpanEndRow>.BigInt("end_seq", row => row.EndSeq),
        Columns<SpanEndRow>.Json("end_attributes", row => row.EndAttributes),
        Columns<SpanEndRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<SpanEndRow>.Decimal("cost_usd", row => row.CostUsd),
    ]);

    public static readonly TableUpdate<SpanEventsRow> SetEvents = new("spans",
    [
        Columns<SpanEventsRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<SpanEventsRow>.Uuid("trace_id", row => row.TraceId),
        Columns<SpanEventsRow>.BigInt("span_id", row => row.SpanId),
    ],
    [
        Columns<SpanEventsRow>.Json("events", row => row.Events),
    ]);

    public static readonly TableDelete<RunEndRow> DeleteSpans = new("spans",
    [
        Columns<RunEndRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RunEndRow>.Uuid("trace_id", row => row.Id),
    ]);

    public static readonly TableUpdate<RunEndRow> EndTrace = new("traces",
    [
        Columns<RunEndRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<RunEndRow>.Uuid("id", row => row.Id),
    ],
    [
        Columns<RunEndRow>.Instant("ended_at", row => row.EndedAt),
        Columns<RunEndRow>.Text("status", row => row.TraceStatus),
        Columns<RunEndRow>.BigInt("span_count", row => row.SpanCount),
        Columns<RunEndRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<RunEndRow>.Decimal("total_cost_usd", row => row.TotalCostUsd),
        Columns<RunEndRow>.BigInt("done_seq", row => row.DoneSeq),
    ]);
}
