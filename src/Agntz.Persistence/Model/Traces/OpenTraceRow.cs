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

    /// <summary>When something of it last came in, by the database's clock.</summary>
    public DateTimeOffset LastArrival { get; set; }

    /// <summary>When the span of it ended that ended last; null where an older version wrote to it.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How the first root that came in ended; null while none has.</summary>
    public string? RootStatus { get; set; }

    /// <summary>Whether any of its spans has failed.</summary>
    public bool HasErrors { get; set; }
}
