namespace Agntz.Persistence.Model.Runs;

/// <summary>What a run was given and what it gave, beside the record so that lists never read it.</summary>
internal sealed class RunPayloadRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; set; }

    /// <summary>The input as JSON; null when there was none.</summary>
    public string? Input { get; set; }

    /// <summary>The result as JSON; null until it completed.</summary>
    public string? Result { get; set; }

    /// <summary>The details of its error as a JSON array; null when there are none.</summary>
    public string? ErrorDetails { get; set; }
}
