using Microsoft.AspNetCore.Routing;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>A route of the service under one of its methods.</summary>
/// <param name="Method">The method.</param>
/// <param name="Pattern">The path, with its parameters in braces.</param>
internal sealed record FuzzedRoute(string Method, string Pattern)
{
    /// <summary>Both, as examples name them.</summary>
    public string Name => $"{Method} {Pattern}";

    /// <summary>All of a service.</summary>
    public static IReadOnlyList<FuzzedRoute> Of(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => new FuzzedRoute(method, endpoint.RoutePattern.RawText!.TrimEnd('/'))))
            .OrderBy(route => route.Name, StringComparer.Ordinal),
    ];
}
