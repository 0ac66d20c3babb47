using Agntz.Domain.Execution.Models;

namespace Agntz.Testing.Execution;

/// <summary>What a fake model says.</summary>
/// <param name="Text">Its text.</param>
/// <param name="ToolCalls">The tools it wants called: id, name and arguments as JSON; empty when it is done.</param>
public sealed record FakeReply(string Text, params (string Id, string Name, string Arguments)[] ToolCalls)
{
    /// <summary>The reason of its end; null for the usual one.</summary>
    public string? FinishReason { get; init; }

    /// <summary>JSON it wants to see again with the results of the tools; null for none.</summary>
    public string? Echo { get; init; }

    /// <summary>Why it fails instead; null when it does not.</summary>
    public ModelCallException? Failure { get; init; }
}
