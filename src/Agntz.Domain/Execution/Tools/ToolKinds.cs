namespace Agntz.Domain.Execution.Tools;

/// <summary>Kinds of tools that others than their own code must know.</summary>
internal static class ToolKinds
{
    /// <summary>Another agent: its span goes on when another worker goes on with the run.</summary>
    public const string Agent = "agent";
}
