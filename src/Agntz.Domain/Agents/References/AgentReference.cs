namespace Agntz.Domain.Agents.References;

/// <summary>An agent as others name it: <c>id</c>, <c>id@latest</c>, <c>id@alias</c> or <c>id@version</c>.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Version">Which version of it.</param>
/// <param name="RequestedVersion">What stood after the <c>@</c>; null where there was none.</param>
public sealed record AgentReference(string AgentId, VersionChoice Version, string? RequestedVersion)
{
    private const string LatestName = "latest";

    /// <summary>What a reference must look like, for a message.</summary>
    public const string Expected =
        "'id', 'id@latest', 'id@<alias>' or 'id@<version>', where a version is an instant such as 2026-01-31T08:00:00.000Z";

    /// <summary>The reference as text.</summary>
    public string Text => RequestedVersion is null ? AgentId : $"{AgentId}@{RequestedVersion}";

    /// <summary>Reads a reference; null when the text is none.</summary>
    public static AgentReference? Parse(string text)
    {
        var parts = text.Split('@');
        if (parts.Length > 2 || parts.Any(part => part.Length == 0) || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return null;
        }

        return parts.Length == 1
            ? new AgentReference(text, new VersionChoice.Active(), null)
            : Choose(parts[1]) is { } version ? new AgentReference(parts[0], version, parts[1]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static VersionChoice? Choose(string version) =>
        version == LatestName ? new VersionChoice.Latest()
        : AgentVersionId.TryParse(version, out var createdAt) ? new VersionChoice.Exactly(createdAt)
        : AgentAlias.IsValid(version) ? new VersionChoice.Aliased(version)
        : null;
}
