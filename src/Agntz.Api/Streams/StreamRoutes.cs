using Agntz.Api.Swagger;

namespace Agntz.Api.Streams;

/// <summary>Describes routes that stream.</summary>
internal static class StreamRoutes
{
    /// <summary>The route answers with an event stream.</summary>
    public static RouteHandlerBuilder ProducesStream(this RouteHandlerBuilder route) =>
        route.Produces<string>(StatusCodes.Status200OK, "text/event-stream");

    /// <summary>The route answers with a log, from any event on.</summary>
    public static RouteHandlerBuilder ProducesLog(this RouteHandlerBuilder route) => route
        .ProducesStream()
        .Produces(StatusCodes.Status204NoContent)
        .TakesQuery("since", "The number of the event after which to begin.")
        .TakesHeader("Last-Event-ID", "The same, as browsers send it. After the last event of all it is answered with 204.");
}
