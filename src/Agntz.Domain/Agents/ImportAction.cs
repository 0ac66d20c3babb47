namespace Agntz.Domain.Agents;

/// <summary>What an import did with one agent.</summary>
public enum ImportAction
{
    /// <summary>The agent is new.</summary>
    Create,

    /// <summary>The agent has a version more.</summary>
    Version,

    /// <summary>The agent is as it was.</summary>
    Skip,
}
