namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>What a server answered, without anything that must not be seen.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body as text; at most as long as was asked for.</param>
/// <param name="IsCut">Whether there was more.</param>
public sealed record HttpAnswer(int Status, string Text, bool IsCut);
