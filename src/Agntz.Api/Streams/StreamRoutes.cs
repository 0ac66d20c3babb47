namespace Agntz.Api.Streams;

/// <summary>Describes routes that stream.</summary>
internal static class StreamRoutes
{
    /// <summary>The route answers with an event stream.</summary>
    public static RouteHandlerBuilder ProducesStream(this RouteHandlerBuilder route) =>
        route.Produces<string>(StatusCodes.Status200OK, "text/event-stream");
}
