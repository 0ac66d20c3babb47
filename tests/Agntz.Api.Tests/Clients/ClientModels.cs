using System.Globalization;
using System.Text.Json;

namespace Agntz.Api.Tests.Clients;

/// <summary>What the clients of the contract require of each object they read; anything else makes one of them fail.</summary>
internal static class ClientModels
{
    private const string IsoFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] RunStatuses = ["pending", "running", "draining", "completed", "failed", "cancelled"];
    private static readonly string[] SpanStatuses = ["running", "ok", "error", "cancelled"];

    public static JsonElement Health(JsonElement health)
    {
        Texts(health, "status", "service");
        return health;
    }

    public static JsonElement Run(JsonElement run)
    {
        Texts(run, "id", "rootId", "agentId", "status");
        Assert.Contains(run.GetProperty("status").GetString(), RunStatuses);
        Integer(run, "startedAt", mayBeNull: false);
        OptionalInteger(run, "endedAt");
        OptionalTexts(run, "agentVersion", "parentId", "userId", "sessionId", "spawnToolUseId", "error",
            "requestedAgentVersion", "retentionMode", "expiresAt");
        Optional(run, "result", JsonValueKind.Object);
        if (run.TryGetProperty("depth", out _))
        {
            Integer(run, "depth", mayBeNull: false);
        }

        return run;
    }

    public static JsonElement Span(JsonElement span)
    {
        Texts(span, "spanId", "traceId", "ownerId", "name", "kind", "status");
        Instant(span, "startedAt", mayBeNull: false);
        Instant(span, "endedAt", mayBeNull: true);
        Integer(span, "durationMs", mayBeNull: true);
        TextsOrNulls(span, "parentId", "runId", "sessionId", "error");
        Assert.Contains(span.GetProperty("status").GetString(), SpanStatuses);
        Assert.Equal(JsonValueKind.Object, span.GetProperty("attributes").ValueKind);
        Assert.Equal(JsonValueKind.Array, span.GetProperty("events").ValueKind);
        Assert.All(span.GetProperty("events").EnumerateArray(), it => Assert.Equal(JsonValueKind.Object, it.ValueKind));
        Assert.Equal(JsonValueKind.Object, span.GetProperty("scores").ValueKind);
        Assert.True(span.GetProperty("costUsd").ValueKind is JsonValueKind.Null or JsonValueKind.Number);
        return span;
    }

    public static JsonElement Summary(JsonElement summary)
    {
        Texts(summary, "traceId", "ownerId", "rootName", "status");
        Assert.Contains(summary.GetProperty("status").GetString(), SpanStatuses);
        Instant(summary, "startedAt", mayBeNull: false);
        Instant(summary, "endedAt", mayBeNull: true);
        Integer(summary, "spanCount", mayBeNull: false);
        Integer(summary, "totalTokens", mayBeNull: false);
        Integer(summary, "durationMs", mayBeNull: true);
        TextsOrNulls(summary, "agentId");
        Assert.True(summary.GetProperty("totalCostUsd").ValueKind is JsonValueKind.Null or JsonValueKind.Number);
        return summary;
    }

    public static JsonElement Trace(JsonElement trace)
    {
        Summary(trace.GetProperty("summary"));
        Assert.All(trace.GetProperty("spans").EnumerateArray(), span => Span(span));
        return trace;
    }

    public static JsonElement RunResult(JsonElement result)
    {
        Assert.True(result.TryGetProperty("output", out _));
        Texts(result, "runId", "status", "model");
        Assert.Equal(JsonValueKind.Object, result.GetProperty("state").ValueKind);
        Texts(result.GetProperty("retention"), "mode");
        foreach (var count in new[] { "inputTokens", "outputTokens", "totalTokens" })
        {
            Integer(result.GetProperty("usage"), count, mayBeNull: false);
        }

        OptionalTexts(result, "traceId", "sessionId", "requestedAgentVersion", "resolvedAgentVersion", "provider",
            "finishReason", "responseId");
        Optional(result, "warnings", JsonValueKind.Array);
        Optional(result, "replies", JsonValueKind.Array);
        return result;
    }

    public static JsonElement Definition(JsonElement agent)
    {
        Texts(agent, "id", "name", "systemPrompt");
        Texts(agent.GetProperty("model"), "provider", "name");
        OptionalTexts(agent, "description", "createdAt", "updatedAt");
        Optional(agent, "metadata", JsonValueKind.Object);
        return agent;
    }

    public static JsonElement Page(JsonElement page, Func<JsonElement, JsonElement> row)
    {
        Assert.All(page.GetProperty("rows").EnumerateArray(), it => row(it));
        OptionalTexts(page, "cursor");
        return page;
    }

    public static JsonElement Object(JsonElement answer)
    {
        Assert.Equal(JsonValueKind.Object, answer.ValueKind);
        return answer;
    }

    private static void Texts(JsonElement from, params string[] names) =>
        Assert.All(names, name => Assert.Equal(JsonValueKind.String, from.GetProperty(name).ValueKind));

    private static void TextsOrNulls(JsonElement from, params string[] names) =>
        Assert.All(names, name => Assert.True(from.GetProperty(name).ValueKind is JsonValueKind.String or JsonValueKind.Null));

    private static void OptionalTexts(JsonElement from, params string[] names) =>
        Assert.All(names, name => Optional(from, name, JsonValueKind.String));

    private static void Optional(JsonElement from, string name, JsonValueKind kind)
    {
        if (from.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null)
        {
            Assert.Equal(kind, value.ValueKind);
        }
    }

    private static void OptionalInteger(JsonElement from, string name)
    {
        if (from.TryGetProperty(name, out _))
        {
            Integer(from, name, mayBeNull: true);
        }
    }

    // Written as a whole number: a fraction, even of nothing, is read as something else by some.
    private static void Integer(JsonElement from, string name, bool mayBeNull)
    {
        var value = from.GetProperty(name);
        Assert.True(
            (mayBeNull && value.ValueKind is JsonValueKind.Null)
            || (value.ValueKind is JsonValueKind.Number && long.TryParse(value.GetRawText(), out _)),
            $"{name} is {value.GetRawText()}");
    }

    private static void Instant(JsonElement from, string name, bool mayBeNull)
    {
        var value = from.GetProperty(name);
        Assert.True(
            (mayBeNull && value.ValueKind is JsonValueKind.Null)
            || DateTime.TryParseExact(value.GetString(), IsoFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            $"{name} is {value.GetRawText()}");
    }
}
