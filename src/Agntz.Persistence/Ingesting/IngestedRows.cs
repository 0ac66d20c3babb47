using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Ingesting;

/// <summary>Everything one transaction writes that takes in spans.</summary>
internal sealed class IngestedRows
{
    public List<TraceRow> NewTraces { get; } = [];

    public List<OpenTraceRow> NewOpenTraces { get; } = [];

    public List<SpanRow> Spans { get; } = [];

    public List<TraceRow> Traces { get; } = [];

    public List<OpenTraceRow> OpenTraces { get; } = [];

    public List<ActiveTraceRow> ActiveTraces { get; } = [];

    public void WriteTo(ITableWriter writer)
    {
        writer.Update(IngestionTables.UpdateActive, ActiveTraces);
        writer.Insert(IngestionTables.InsertOpen, NewOpenTraces);
        writer.Update(IngestionTables.UpdateOpen, OpenTraces);
        writer.Insert(IngestionTables.InsertTrace, NewTraces);
        writer.Update(IngestionTables.UpdateTrace, Traces);
        writer.Insert(IngestionTables.InsertSpan, Spans);
    }
}
