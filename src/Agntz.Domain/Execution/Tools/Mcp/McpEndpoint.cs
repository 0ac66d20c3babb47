using Agntz.Domain.Execution.Budgets;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>An MCP server as a session with it is opened. Holds secrets, and lives as long as the session.</summary>
public sealed class McpEndpoint
{
    /// <summary>Where it is.</summary>
    public required Uri Url { get; init; }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The bytes its answers hold while they are read; null to count them nowhere.</summary>
    public HeldBytes? Held { get; init; }

    /// <summary>Says where it is and nothing more: whatever prints this must not print a secret.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Path);
}
