namespace Agntz.Persistence.Model.Runs;

/// <summary>One flushed segment of a run's log.</summary>
internal sealed class RunEventsRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; set; }

    /// <summary>The number of its first event.</summary>
    public long FirstSeq { get; set; }

    /// <summary>The number of its last event.</summary>
    public long LastSeq { get; set; }

    /// <summary>How the events are written.</summary>
    public short Format { get; set; }

    /// <summary>The events as one JSON array.</summary>
    public required string Frames { get; set; }
}
