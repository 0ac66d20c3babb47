namespace Agntz.Domain.Execution.Recording;

/// <summary>What of the content of calls is recorded in spans. The log and the result of a run hold it in any case.</summary>
public sealed record RecordingOptions
{
    /// <summary>Nothing.</summary>
    public static RecordingOptions Default { get; } = new();

    /// <summary>Whether spans of model calls hold what the model was asked and what it answered.</summary>
    public bool RecordIO { get; init; }

    /// <summary>Whether spans of tool calls hold their arguments and results.</summary>
    public bool RecordToolIO { get; init; }
}
