namespace Agntz.Domain.Agents;

/// <summary>What became of an import.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>Everything was done, or would have been in a dry run.</summary>
    /// <param name="Actions">One for each agent, in the order of the import.</param>
    public sealed record Imported(IReadOnlyList<ImportAction> Actions) : ImportOutcome;

    /// <summary>An agent exists and the import was told to fail then; nothing was written.</summary>
    /// <param name="AgentId">The first such agent.</param>
    public sealed record Conflicted(string AgentId) : ImportOutcome;
}
