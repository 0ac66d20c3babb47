namespace Agntz.Api.Health;

/// <summary>Whether the service answers.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Service">The name clients know the service by.</param>
public sealed record HealthResponse(string Status, string Service);
