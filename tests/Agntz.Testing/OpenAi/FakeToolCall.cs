namespace Agntz.Testing.OpenAi;

/// <summary>A call of a tool, as a <see cref="FakeOpenAi"/> asks for it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The pieces of its arguments, which together are JSON; none for a tool without any.</param>
public sealed record FakeToolCall(string Id, string Name, params string[] Arguments);
