using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Model.Sessions;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Everything one transaction writes once its runs are locked, and in which statements.</summary>
internal sealed class FlushRows
{
    public List<RunRow> NewRuns { get; } = [];

    /// <summary>The sessions that begin with a run, under a name nobody else can know.</summary>
    public List<SessionRow> NewSessions { get; } = [];

    /// <summary>The sessions that have grown, as they are now.</summary>
    public List<SessionRow> Sessions { get; } = [];

    public List<MessageRow> Messages { get; } = [];

    /// <summary>The keys of runs that are not created for another reason.</summary>
    public List<IdempotencyKeyRow> UnusedKeys { get; } = [];

    public List<ActiveRunRow> NewActiveRuns { get; } = [];

    public List<RunPayloadRow> NewPayloads { get; } = [];

    public List<TraceRow> NewTraces { get; } = [];

    public List<SpanRow> NewSpans { get; } = [];

    public List<SpanEndRow> SpanEnds { get; } = [];

    public List<RunEventsRow> Events { get; } = [];

    public List<JournalRow> Journal { get; } = [];

    public List<CounterRow> Counters { get; } = [];

    public List<CancelRequestRow> CancelRequests { get; } = [];

    public List<RequeueRow> Requeues { get; } = [];

    public List<SpanEventsRow> SpanEvents { get; } = [];

    public List<RunEndRow> RunEnds { get; } = [];

    /// <summary>Those of <see cref="RunEnds"/> with which the run's input, log and spans go.</summary>
    public List<RunEndRow> RemovedLogs { get; } = [];

    /// <summary>The runs that have ended and of which nothing is kept.</summary>
    public List<RunEndRow> Vanished { get; } = [];

    public List<SessionEndRow> SessionEnds { get; } = [];

    /// <summary>Hands every statement over, in an order that holds on every engine.</summary>
    public void WriteTo(ITableWriter writer)
    {
        writer.Insert(SessionTables.Insert, NewSessions);
        writer.Update(SessionTables.Update, Sessions);
        writer.Insert(SessionTables.InsertMessage, Messages);
        writer.Delete(KeyComposer.Delete, UnusedKeys);
        writer.Insert(RunTables.InsertRun, NewRuns);
        writer.Insert(RunTables.InsertActive, NewActiveRuns);
        writer.Insert(RunTables.InsertPayload, NewPayloads);
        writer.Insert(TraceTables.InsertTrace, NewTraces);
        writer.Insert(TraceTables.InsertSpan, NewSpans);
        writer.Update(TraceTables.EndSpan, SpanEnds);
        writer.Update(TraceTables.SetEvents, SpanEvents);
        writer.Insert(RunTables.InsertEvents, Events);
        writer.Insert(RunTables.InsertJournal, Journal);
        writer.Update(RunTables.UpdateCounters, Counters);
        writer.Update(RunTables.RequestCancel, CancelRequests);
        writer.Update(RunTables.Requeue, Requeues);
        writer.Update(RunTables.EndRun, RunEnds);
        writer.Update(RunTables.EndPayload, RunEnds);
        writer.Update(TraceTables.EndTrace, RunEnds);
        writer.Update(RunTables.RemoveInput, RemovedLogs);
        writer.Delete(RunTables.DeleteEvents, RemovedLogs);
        writer.Delete(TraceTables.DeleteSpans, RemovedLogs);
        writer.Delete(RunTables.DeleteJournal, RunEnds);
        writer.Delete(RunTables.DeletePayload, Vanished);
        writer.Delete(RunTables.DeleteRun, Vanished);
        writer.Delete(RunTables.DeleteActive, [.. RunEnds, .. Vanished]);
        writer.Update(SessionTables.Ready, SessionEnds);
    }
}
