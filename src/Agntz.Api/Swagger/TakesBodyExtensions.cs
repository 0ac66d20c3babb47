using Microsoft.OpenApi;

namespace Agntz.Api.Swagger;

/// <summary>Describes what requests carry.</summary>
internal static class TakesBodyExtensions
{
    /// <summary>The request has a JSON body of this form.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route) =>
        route.WithMetadata(new TakesBody(typeof(TBody)));

    /// <summary>The request may have a header.</summary>
    public static RouteHandlerBuilder TakesHeader(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new TakesParameter(ParameterLocation.Header, name, description));

    /// <summary>The request may have this in its query.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new TakesParameter(ParameterLocation.Query, name, description));
}
