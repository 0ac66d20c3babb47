namespace Agntz.Domain.Owners;

/// <summary>That a key let its owner in.</summary>
/// <param name="OwnerId">The owner's number.</param>
/// <param name="Key">The key.</param>
/// <param name="At">When it did last.</param>
public readonly record struct KeyUse(long OwnerId, ApiKeyId Key, DateTimeOffset At);
