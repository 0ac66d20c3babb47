using System.Globalization;
using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Domain.Sessions;

namespace Agntz.Api.Sessions;

/// <summary>Reads the body of an import of sessions.</summary>
internal static class SessionImportReader
{
    /// <exception cref="RefusedException">The body is not an import; what is said names the place.</exception>
    public static IReadOnlyList<SessionImport> Read(JsonElement body)
    {
        if (Find(body, "sessions") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            throw RefusedException.BadRequest("Body must include a non-empty sessions array.");
        }

        var sessions = list.EnumerateArray().Select(ReadSession).ToList();
        var twice = sessions.GroupBy(session => session.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? sessions
            : throw RefusedException.BadRequest($"Duplicate session id in import batch: {twice.Key}");
    }

    /// <summary>Whether sessions that exist are left as they are; if not, they make the import fail.</summary>
    /// <exception cref="RefusedException">The request says neither.</exception>
    public static bool MayExist(JsonElement body) => Find(body, "onConflict") switch
    {
        null => true,
        { ValueKind: JsonValueKind.String } way when way.ValueEquals("skip") => true,
        { ValueKind: JsonValueKind.String } way when way.ValueEquals("fail") => false,
        { } other => throw RefusedException.BadRequest($"onConflict must be one of: skip, fail; found {other.GetRawText()}."),
    };

    /// <summary>Whether nothing is to be written.</summary>
    public static bool IsDryRun(JsonElement body) => Find(body, "dryRun") is { ValueKind: JsonValueKind.True };

    private static SessionImport ReadSession(JsonElement session, int index)
    {
        var place = $"sessions[{index}]";
        CheckObject(session, place);
        var id = ReadName(session, "sessionId", place)
            ?? throw RefusedException.BadRequest($"{place}.sessionId must be a non-empty string.");
        return Find(session, "messages") is { ValueKind: JsonValueKind.Array } messages
            ? new SessionImport(id, ReadName(session, "agentId", place),
                [.. messages.EnumerateArray().Select((message, at) => ReadMessage(message, $"{place}.messages[{at}]"))])
            : throw RefusedException.BadRequest($"{place}.messages must be an array.");
    }

    private static SessionMessage ReadMessage(JsonElement message, string place)
    {
        CheckObject(message, place);
        return new SessionMessage
        {
            Role = ReadRole(message, place),
            Content = ReadContent(message, place),
            Timestamp = ReadTimestamp(message, place),
            ToolCalls = ReadToolCalls(message, place),
            ToolCallId = ReadName(message, "toolCallId", place),
        };
    }

    private static string ReadRole(JsonElement message, string place)
    {
        var role = RequestBody.FindText(message, "role");
        return role is not null && MessageRoles.All.Contains(role)
            ? role
            : throw RefusedException.BadRequest($"{place}.role must be one of: {string.Join(", ", MessageRoles.All)}.");
    }

    private static string ReadContent(JsonElement message, string place) =>
        Find(message, "content") is { ValueKind: JsonValueKind.String or JsonValueKind.Array } content
            ? content.GetRawText()
            : throw RefusedException.BadRequest($"{place}.content must be a string or an array of content blocks.");

    private static string? ReadToolCalls(JsonElement message, string place) => Find(message, "toolCalls") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } calls => calls.GetRawText(),
        { } other => throw RefusedException.BadRequest($"{place}.toolCalls must be an array, found {other.ValueKind}."),
    };

    private static DateTimeOffset ReadTimestamp(JsonElement message, string place) =>
        DateTimeOffset.TryParse(
            RequestBody.FindText(message, "timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var instant)
            ? DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds())
            : throw RefusedException.BadRequest(
                $"{place}.timestamp must be an ISO 8601 instant such as 2026-01-31T12:00:00Z.");

    private static string? ReadName(JsonElement holder, string name, string place) => Find(holder, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when SessionName.IsValid(text.GetString()) => text.GetString(),
        _ => throw RefusedException.BadRequest($"{place}.{name} must be a string of {SessionName.Expected}."),
    };

    private static void CheckObject(JsonElement value, string place)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            throw RefusedException.BadRequest($"{place} must be a JSON object, found {value.ValueKind}.");
        }
    }

    private static JsonElement? Find(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
