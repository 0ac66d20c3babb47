namespace Agntz.Persistence.Model.Traces;

/// <summary>To an unfinished trace without a run what active_runs is to a run.</summary>
internal sealed class OpenTraceRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The trace.</summary>
    public required Guid Id { get; set; }

    /// <summary>The number of the last span event.</summary>
    public long SpanSeq { get; set; }

    /// <summary>Whether its root has ended.</summary>
    public bool RootEnded { get; set; }

    /// <summary>When something of it last came in.</summary>
    public DateTimeOffset LastArrival { get; set; }
}
