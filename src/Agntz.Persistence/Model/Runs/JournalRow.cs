namespace Agntz.Persistence.Model.Runs;

/// <summary>The output of one finished effect of an unfinished run.</summary>
internal sealed class JournalRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; set; }

    /// <summary>The effect's place in the execution tree.</summary>
    public required string Path { get; set; }

    /// <summary>How the output is written.</summary>
    public short Format { get; set; }

    /// <summary>The output as JSON.</summary>
    public required string Output { get; set; }
}
