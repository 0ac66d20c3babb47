namespace Agntz.Domain.Secrets;

/// <summary>What can be seen of a secret.</summary>
/// <param name="Name">What manifests call it.</param>
/// <param name="CreatedAt">When it was first set.</param>
/// <param name="UpdatedAt">When it was last set.</param>
public sealed record SecretSummary(string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
