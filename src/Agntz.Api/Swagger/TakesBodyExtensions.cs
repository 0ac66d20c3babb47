namespace Agntz.Api.Swagger;

/// <summary>Describes request bodies.</summary>
internal static class TakesBodyExtensions
{
    /// <summary>The request has a JSON body of this form.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route) =>
        route.WithMetadata(new TakesBody(typeof(TBody)));
}
