namespace Agntz.Domain.Agents.References;

/// <summary>Which version of an agent a reference means.</summary>
public abstract record VersionChoice
{
    private VersionChoice()
    {
    }

    /// <summary>The active version.</summary>
    public sealed record Active : VersionChoice;

    /// <summary>The newest version, active or not.</summary>
    public sealed record Latest : VersionChoice;

    /// <summary>One version.</summary>
    /// <param name="CreatedAt">Its id, to the millisecond.</param>
    public sealed record Exactly(DateTimeOffset CreatedAt) : VersionChoice;

    /// <summary>The version an alias names.</summary>
    /// <param name="Name">The alias.</param>
    public sealed record Aliased(string Name) : VersionChoice;
}
