using System.Diagnostics;
using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Domain.Sessions;

namespace Agntz.Api.Runs;

/// <summary>Reads the body of a request for a run. Keys nobody knows are ignored; known ones never are.</summary>
internal static class RunRequestReader
{
    private static readonly string[] NotYet =
        ["context", "clientTools", "callbackUrl", "webhookSecretName"];

    /// <exception cref="RefusedException">The body is not such a request, or asks for what is not supported.</exception>
    public static async Task<RunRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        foreach (var field in NotYet)
        {
            if (Find(body, field) is { } value && !AsksForNothing(value))
            {
                throw RefusedException.NotSupported(field);
            }
        }

        return new RunRequest
        {
            AgentId = ReadAgentId(body),
            Input = ReadInput(body),
            SessionId = ReadSessionId(body),
            Conflict = ReadConflict(body),
            TimeoutMs = ReadTimeout(body),
            Retention = RetentionReader.Read(Find(body, "retention")),
            Key = IdempotencyHeader.Read(request, body),
            Caller = ReadCaller(request),
        };
    }

    // Who sends one that cannot be read has no trace we could point at, and is served all the same.
    private static ActivityContext? ReadCaller(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, null, isRemote: true, out var caller) ? caller : null;

    private static string ReadAgentId(JsonElement body) => Find(body, "agentId") switch
    {
        null => throw RefusedException.BadRequest("Missing required field: agentId"),
        { ValueKind: JsonValueKind.String } id when id.GetString() is { Length: > 0 } text => text,
        { ValueKind: JsonValueKind.String } => throw RefusedException.BadRequest("Missing required field: agentId"),
        { } other => throw RefusedException.BadRequest($"agentId must be a string, found {other.ValueKind}."),
    };

    private static bool AsksForNothing(JsonElement value) =>
        value is { ValueKind: JsonValueKind.False }
        || (value.ValueKind is JsonValueKind.String && value.GetString() is "")
        || (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 0);

    private static string? ReadSessionId(JsonElement body) => Find(body, "sessionId") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } none when none.GetString() is "" => null,
        { ValueKind: JsonValueKind.String } id when SessionName.IsValid(id.GetString()) => id.GetString(),
        _ => throw RefusedException.BadRequest($"sessionId must be a string of {SessionName.Expected}."),
    };

    private static SessionConflict ReadConflict(JsonElement body) => Find(body, "sessionConflict") switch
    {
        null => SessionConflict.Supersede,
        { ValueKind: JsonValueKind.String } way when SessionConflictNames.TryParse(way.GetString(), out var conflict) => conflict,
        { } other => throw RefusedException.BadRequest(
            $"sessionConflict must be one of: supersede, enqueue, reject; found {other.GetRawText()}."),
    };

    private static long? ReadTimeout(JsonElement body) => Find(body, "timeoutMs") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var limit) && limit > 0 => limit,
        { } other => throw RefusedException.BadRequest(
            $"timeoutMs must be a whole number of milliseconds greater than 0, found {other.GetRawText()}."),
    };

    private static JsonElement? ReadInput(JsonElement body) =>
        Find(body, "content") is { } content ? ReadContent(content) : Find(body, "input");

    private static JsonElement ReadContent(JsonElement content)
    {
        if (content.ValueKind is not JsonValueKind.Array)
        {
            throw RefusedException.BadRequest($"content must be a list of blocks, found {content.ValueKind}.");
        }

        var texts = content.EnumerateArray().Select(ReadBlock);
        return JsonSerializer.SerializeToElement(string.Join("\n", texts));
    }

    private static string ReadBlock(JsonElement block)
    {
        if (block.ValueKind is not JsonValueKind.Object || Find(block, "type")?.ToString() is not "text")
        {
            throw RefusedException.NotSupported("content blocks other than {\"type\":\"text\"}");
        }

        return Find(block, "text") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw RefusedException.BadRequest("A text block of content must have a string 'text'.");
    }

    private static JsonElement? Find(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
