using Agntz.Domain.Secrets;
using Agntz.Domain.Time;

namespace Agntz.Api.Secrets;

/// <summary>What can be seen of a secret.</summary>
/// <param name="Name">What manifests call it.</param>
/// <param name="CreatedAt">When it was first set, in ISO 8601.</param>
/// <param name="UpdatedAt">When it was last set, in ISO 8601.</param>
public sealed record SecretResponse(string Name, string CreatedAt, string UpdatedAt)
{
    internal static SecretResponse From(SecretSummary secret) =>
        new(secret.Name, secret.CreatedAt.ToIso(), secret.UpdatedAt.ToIso());
}
