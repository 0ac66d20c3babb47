using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Domain.Json;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Time;

namespace Agntz.Api.Lists;

/// <summary>Cursors as clients carry them: base64url of a little JSON, which they treat as opaque.</summary>
internal static class CursorText
{
    public static string? OfRuns(PageCursor? cursor) => cursor is { } at
        ? Encode(JsonText.WriteObject(at, static (writer, it) =>
        {
            writer.WriteNumber("startedAt", it.StartedAt.ToUnixTimeMilliseconds());
            writer.WriteString("id", new RunId(it.Id).ToString());
        }))
        : null;

    public static string? OfTraces(PageCursor? cursor) => cursor is { } at
        ? Encode(JsonText.WriteObject(at, static (writer, it) =>
        {
            writer.WriteString("startedAt", it.StartedAt.ToIso());
            writer.WriteString("traceId", new RunId(it.Id).ToString());
        }))
        : null;

    public static string? OfSessions(SessionCursor? cursor) => cursor is { } at
        ? Encode(JsonText.WriteObject(at, static (writer, it) =>
        {
            writer.WriteString("updatedAt", it.UpdatedAt.ToIso());
            writer.WriteNumber("key", it.Key);
        }))
        : null;

    /// <exception cref="RefusedException">The text is no cursor of a list of sessions.</exception>
    public static SessionCursor? ReadSessions(string? text) => Read<SessionCursor>(text, cursor =>
        cursor.TryGetProperty("updatedAt", out var updated) && ReadIso(updated) is { } updatedAt
        && cursor.TryGetProperty("key", out var key) && key.ValueKind is JsonValueKind.Number && key.TryGetInt64(out var number)
            ? new SessionCursor(updatedAt, number)
            : null);

    /// <exception cref="RefusedException">The text is no cursor of a list of runs.</exception>
    public static PageCursor? ReadRuns(string? text) => Read(text, "id", started =>
        started.ValueKind is JsonValueKind.Number && started.TryGetInt64(out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null);

    /// <exception cref="RefusedException">The text is no cursor of a list of traces.</exception>
    public static PageCursor? ReadTraces(string? text) => Read(text, "traceId", ReadIso);

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static PageCursor? Read(string? text, string idName, Func<JsonElement, DateTimeOffset?> readStart) =>
        Read<PageCursor>(text, cursor =>
            cursor.TryGetProperty("startedAt", out var started) && readStart(started) is { } startedAt
            && cursor.TryGetProperty(idName, out var id) && RunId.TryParse(id.ToString(), out var runId)
                ? new PageCursor(startedAt, runId.Value)
                : null);

    private static TCursor? Read<TCursor>(string? text, Func<JsonElement, TCursor?> read)
        where TCursor : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            var cursor = JsonElement.Parse(Base64Url.DecodeFromChars(text));
            return (cursor.ValueKind is JsonValueKind.Object ? read(cursor) : null) ?? throw Refuse(text);
        }
        catch (Exception failure) when (failure is FormatException or JsonException or ArgumentOutOfRangeException)
        {
            throw Refuse(text);
        }
    }

    private static DateTimeOffset? ReadIso(JsonElement value) =>
        DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var instant)
            ? instant.ToUniversalTime()
            : null;

    private static RefusedException Refuse(string text) => RefusedException.BadRequest(
        $"Invalid `cursor` query param: expected the cursor of the page before, found '{text}'");
}
