namespace Agntz.Testing.OpenAi;

/// <summary>The tokens of an answer.</summary>
/// <param name="Prompt">Tokens read.</param>
/// <param name="Completion">Tokens written.</param>
/// <param name="Cached">Those read from a cache.</param>
/// <param name="CacheWrite">Those put into a cache.</param>
/// <param name="Reasoning">Those of reasoning.</param>
public sealed record FakeUsage(int Prompt, int Completion, int Cached = 0, int CacheWrite = 0, int Reasoning = 0);
