namespace Agntz.Api.Runs;

/// <summary>Tokens used by all model calls of a run.</summary>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="TotalTokens">Both together.</param>
public sealed record UsageResponse(long InputTokens, long OutputTokens, long TotalTokens);
