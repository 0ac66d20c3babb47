namespace Agntz.Domain.Agents;

/// <summary>What an import does with an agent that exists.</summary>
public enum ImportConflict
{
    /// <summary>Adds a version and activates it.</summary>
    Version,

    /// <summary>Leaves the agent as it is.</summary>
    Skip,

    /// <summary>Refuses the whole import.</summary>
    Fail,
}
