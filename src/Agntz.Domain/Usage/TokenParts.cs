namespace Agntz.Domain.Usage;

/// <summary>
/// Tokens of a model call that may have a price of their own. They are among those of its
/// <see cref="Runs.RunUsage"/>, not beside them.
/// </summary>
/// <param name="CachedInput">Tokens read that were taken from the provider's cache.</param>
/// <param name="CacheWrite">Tokens read that were put into the provider's cache.</param>
/// <param name="Reasoning">Tokens written that are no part of the answer.</param>
public readonly record struct TokenParts(long CachedInput, long CacheWrite, long Reasoning);
