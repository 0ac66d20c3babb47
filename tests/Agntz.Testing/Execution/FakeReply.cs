namespace Agntz.Testing.Execution;

/// <summary>What a fake model says.</summary>
/// <param name="Text">Its text.</param>
/// <param name="ToolCalls">The tools it wants called: id, name and arguments as JSON; empty when it is done.</param>
public sealed record FakeReply(string Text, params (string Id, string Name, string Arguments)[] ToolCalls);
