namespace Agntz.Api.Agents;

/// <summary>Which version an alias shall name.</summary>
/// <param name="CreatedAt">The version, as an ISO instant.</param>
public sealed record AliasRequest(string CreatedAt);
