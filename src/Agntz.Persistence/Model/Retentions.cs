namespace Agntz.Persistence.Model;

/// <summary>What is kept of a run, as the rows spell it.</summary>
internal static class Retentions
{
    /// <summary>Everything.</summary>
    public const string Session = "session";

    /// <summary>How it ended, and what it gave.</summary>
    public const string Result = "result";
}
