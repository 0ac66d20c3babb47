using System.Globalization;
using Agntz.Api.Errors;
using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>Where a reader wants to go on: after the last event it has.</summary>
/// <param name="After">The number of that event; null when the reader names none.</param>
/// <param name="IsReconnect">Whether it came as <c>Last-Event-ID</c>, as a browser sends it when it comes back.</param>
internal readonly record struct StreamCursor(long? After, bool IsReconnect)
{
    private const string Header = "Last-Event-ID";
    private const string Parameter = "since";

    /// <summary>
    /// Reads it. The header is newer than the address of the request, which stays the same when a reader comes back.
    /// </summary>
    /// <exception cref="RefusedException">It is no number.</exception>
    public static StreamCursor Read(HttpRequest request)
    {
        string? header = request.Headers[Header];
        return string.IsNullOrEmpty(header)
            ? new StreamCursor(Parse(request.Query[Parameter], $"`{Parameter}` query param"), IsReconnect: false)
            : new StreamCursor(Parse(header, $"`{Header}` header"), IsReconnect: true);
    }

    /// <summary>Refuses any cursor, where there is nothing to go on from.</summary>
    /// <exception cref="RefusedException">There is one.</exception>
    public static void Refuse(HttpRequest request)
    {
        if (Read(request).After is not null)
        {
            throw RefusedException.BadRequest(
                "A stream that starts a run begins with it and cannot be resumed. To go on with a run that was started, "
                + "read GET /runs/{id}/stream after your last id.");
        }
    }

    /// <summary>Refuses a number the log has not come to. Of a log that was removed any number will do.</summary>
    /// <exception cref="RefusedException">It has not.</exception>
    public void CheckAgainst(LogPage page)
    {
        if (After > page.LastSeq && !page.IsRemoved)
        {
            throw RefusedException.BadRequest(
                $"Invalid {(IsReconnect ? $"`{Header}` header" : $"`{Parameter}` query param")}: expected the number of an "
                + $"event of this log, which is at {page.LastSeq}; found {After}.");
        }
    }

    private static long? Parse(string? text, string place)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw RefusedException.BadRequest(
                $"Invalid {place}: expected the number of the last event you have, or 0 for all, found '{text}'.");
    }
}
