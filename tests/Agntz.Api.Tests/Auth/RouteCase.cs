namespace Agntz.Api.Tests.Auth;

/// <summary>How a route is called by somebody who has nothing, with what belongs to somebody else.</summary>
/// <param name="Route">The method and the pattern, as the service declares them.</param>
/// <param name="Meets">What the caller must get to see.</param>
/// <param name="Path">The path, with ids of the other owner in it.</param>
/// <param name="Body">The body as JSON; null for none.</param>
internal sealed record RouteCase(string Route, Meeting Meets, string Path, string? Body = null)
{
    /// <summary>The method of the request.</summary>
    public HttpMethod Method => new(Route.Split(' ')[0]);
}
