namespace Agntz.Api.Agents;

/// <summary>A manifest to be looked at.</summary>
/// <param name="Manifest">The YAML.</param>
public sealed record ValidateRequest(string Manifest);
