namespace Agntz.Persistence.Model.Workers;

/// <summary>The number of the last flush of a process.</summary>
internal sealed class WorkerFlushRow
{
    /// <summary>The process start.</summary>
    public required Guid Process { get; set; }

    /// <summary>The number.</summary>
    public long N { get; set; }

    /// <summary>When the process last showed itself, by the database's clock.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
