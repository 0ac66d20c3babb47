namespace Agntz.Api.Secrets;

/// <summary>A secret to be kept.</summary>
public sealed record SecretRequest
{
    /// <summary>The value, of 1 to 16,384 characters; nobody can read it again.</summary>
    public required string Value { get; init; }
}
