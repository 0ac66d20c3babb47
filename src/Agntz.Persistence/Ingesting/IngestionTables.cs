using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Composing;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Ingesting;

/// <summary>The statements that take in spans.</summary>
internal static class IngestionTables
{
    private static readonly Column<TraceRow>[] TraceKeys =
    [
        Columns<TraceRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<TraceRow>.Uuid("id", row => row.Id),
    ];

    private static readonly Column<TraceRow>[] Summary =
    [
        Columns<TraceRow>.Text("root_name", row => row.RootName),
        Columns<TraceRow>.Text("agent_id", row => row.AgentId),
        Columns<TraceRow>.Instant("started_at", row => row.StartedAt),
        Columns<TraceRow>.Instant("ended_at", row => row.EndedAt),
        Columns<TraceRow>.Text("status", row => row.Status),
        Columns<TraceRow>.BigInt("span_count", row => row.SpanCount),
        Columns<TraceRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<TraceRow>.Decimal("total_cost_usd", row => row.TotalCostUsd),
    ];

    private static readonly Column<OpenTraceRow>[] OpenKeys =
    [
        Columns<OpenTraceRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<OpenTraceRow>.Uuid("id", row => row.Id),
    ];

    private static readonly Column<OpenTraceRow>[] Open =
    [
        Columns<OpenTraceRow>.BigInt("span_seq", row => row.SpanSeq),
        Columns<OpenTraceRow>.Boolean("root_ended", row => row.RootEnded),
        Columns<OpenTraceRow>.Instant("last_arrival", row => row.LastArrival),
        Columns<OpenTraceRow>.Instant("ended_at", row => row.EndedAt),
        Columns<OpenTraceRow>.Text("root_status", row => row.RootStatus),
        Columns<OpenTraceRow>.Boolean("has_errors", row => row.HasErrors),
    ];

    public static readonly TableInsert<TraceRow> InsertTrace =
        new("traces", [.. TraceKeys, Columns<TraceRow>.Boolean("is_run", row => row.IsRun), .. Summary]);

    public static readonly TableUpdate<TraceRow> UpdateTrace = new("traces", TraceKeys, Summary);

    public static readonly TableInsert<OpenTraceRow> InsertOpen = new("open_traces", [.. OpenKeys, .. Open]);

    public static readonly TableUpdate<OpenTraceRow> UpdateOpen = new("open_traces", OpenKeys, Open);

    public static readonly TableInsert<SpanRow> InsertSpan = new("spans",
        [.. TraceTables.InsertSpan.Values, Columns<SpanRow>.Json("events", row => row.Events)]);

    public static readonly TableUpdate<ActiveTraceRow> UpdateActive = new("active_runs",
    [
        Columns<ActiveTraceRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<ActiveTraceRow>.Uuid("id", row => row.Id),
    ],
    [
        Columns<ActiveTraceRow>.BigInt("span_seq", row => row.SpanSeq),
        Columns<ActiveTraceRow>.BigInt("total_tokens", row => row.TotalTokens),
        Columns<ActiveTraceRow>.Decimal("cost_usd", row => row.CostUsd),
    ]);
}
