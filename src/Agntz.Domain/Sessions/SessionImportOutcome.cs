namespace Agntz.Domain.Sessions;

/// <summary>What became of an import of sessions.</summary>
public abstract record SessionImportOutcome
{
    private SessionImportOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Existing">The names that were taken; the other sessions were added.</param>
    public sealed record Done(IReadOnlySet<string> Existing) : SessionImportOutcome;

    /// <summary>A session exists that may not; nothing was changed.</summary>
    /// <param name="Id">Its name.</param>
    public sealed record Exists(string Id) : SessionImportOutcome;
}
