using System.Net;
using System.Text;
using System.Text.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Auth;

/// <summary>One of everything an owner can have, all of it marked so that it is found wherever it appears.</summary>
internal sealed record OwnedThings(
    string RunId, string AgentId, string Version, string Secret, string KeyId, string SessionId)
{
    /// <summary>What is in each of the names and texts.</summary>
    public const string Mark = "zebra";

    private const string Manifest =
        "{id: zebra-agent, name: zebra, kind: llm, model: {provider: demo, name: demo-1}, instruction: zebra}";

    private string Agent => $"/agents/{AgentId}";

    /// <summary>Every route there is, called with these things.</summary>
    public IReadOnlyList<RouteCase> Routes =>
    [
        new("GET /metrics", Meeting.Nothing, "/metrics"),
        new("GET /agents", Meeting.OnlyItsOwn, "/agents"),
        new("POST /agents", Meeting.OnlyItsOwn, "/agents", AgentOf("mine")),
        new("POST /agents/import", Meeting.OnlyItsOwn, "/agents/import", $$"""{"agents": [{{AgentOf("mine")}}]}"""),
        new("GET /agents/{id}", Meeting.Nothing, Agent),
        new("PUT /agents/{id}", Meeting.OnlyItsOwn, "/agents/mine", AgentOf("mine")),
        new("DELETE /agents/{id}", Meeting.Nothing, Agent),
        new("GET /agents/{id}/versions", Meeting.Nothing, $"{Agent}/versions"),
        new("GET /agents/{id}/versions/{createdAt}", Meeting.Nothing, $"{Agent}/versions/{Version}"),
        new("POST /agents/{id}/versions/{createdAt}/activate", Meeting.Nothing, $"{Agent}/versions/{Version}/activate"),
        new("PUT /agents/{id}/aliases/{alias}", Meeting.Nothing, $"{Agent}/aliases/a", $$"""{"createdAt": "{{Version}}"}"""),
        new("DELETE /agents/{id}/aliases/{alias}", Meeting.Nothing, $"{Agent}/aliases/{Mark}"),
        new("POST /validate", Meeting.OnlyItsOwn, "/validate", AgentOf("mine")),
        new("POST /run", Meeting.Nothing, "/run", RunOf(AgentId)),
        new("POST /run/stream", Meeting.Nothing, "/run/stream", RunOf(AgentId)),
        new("POST /runs", Meeting.Nothing, "/runs", RunOf(AgentId)),
        new("GET /runs", Meeting.OnlyItsOwn, "/runs"),
        new("GET /runs/{id}", Meeting.Nothing, $"/runs/{RunId}"),
        new("GET /runs/{id}/stream", Meeting.Nothing, $"/runs/{RunId}/stream"),
        new("POST /runs/{id}/cancel", Meeting.Nothing, $"/runs/{RunId}/cancel"),
        new("DELETE /runs/{id}", Meeting.Nothing, $"/runs/{RunId}"),
        new("GET /traces", Meeting.OnlyItsOwn, "/traces"),
        new("GET /traces/{id}", Meeting.Nothing, $"/traces/{RunId}"),
        new("GET /traces/{id}/stream", Meeting.Nothing, $"/traces/{RunId}/stream"),
        new("DELETE /traces/{id}", Meeting.Nothing, $"/traces/{RunId}"),
        new("POST /v1/traces", Meeting.OnlyItsOwn, "/v1/traces",
            $$$"""
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "{{{RunId[4..]}}}", "spanId": "00f067aa0ba902b7",
            "name": "mine", "startTimeUnixNano": "1774000000000000000"}]}]}]}
            """),
        new("GET /sessions", Meeting.OnlyItsOwn, "/sessions"),
        new("GET /sessions/{id}", Meeting.Nothing, $"/sessions/{SessionId}"),
        new("DELETE /sessions/{id}", Meeting.Nothing, $"/sessions/{SessionId}"),
        new("POST /sessions/import", Meeting.OnlyItsOwn, "/sessions/import",
            """{"sessions": [{"sessionId": "mine", "messages": []}]}"""),
        new("GET /secrets", Meeting.OnlyItsOwn, "/secrets"),
        new("PUT /secrets/{name}", Meeting.OnlyItsOwn, "/secrets/MINE", """{"value": "hush"}"""),
        new("DELETE /secrets/{name}", Meeting.Nothing, $"/secrets/{Secret}"),
        new("GET /api-keys", Meeting.OnlyItsOwn, "/api-keys"),
        new("POST /api-keys", Meeting.OnlyItsOwn, "/api-keys", """{"name": "mine"}"""),
        new("DELETE /api-keys/{id}", Meeting.Nothing, $"/api-keys/{KeyId}"),
    ];

    /// <summary>Makes one of everything.</summary>
    public static async Task<OwnedThings> MakeAsync(AgntzClient owner)
    {
        await owner.ImportAsync(Manifest);
        var run = (await owner.PostAsync("/run", new { agentId = "zebra-agent", input = Mark, sessionId = "zebra-session" }))
            .Expect(HttpStatusCode.OK);
        var versions = await owner.GetJsonAsync("/agents/zebra-agent/versions");
        var version = versions[0].GetProperty("createdAt").GetString()!;
        await PutAsync(owner, $"/agents/zebra-agent/aliases/{Mark}", $$"""{"createdAt": "{{version}}"}""");
        await PutAsync(owner, "/secrets/ZEBRA", $$"""{"value": "{{Mark}}"}""");
        var key = (await owner.PostAsync("/api-keys", new { name = Mark })).Expect(HttpStatusCode.Created);
        return new OwnedThings(run.GetProperty("runId").GetString()!, "zebra-agent", version, "ZEBRA",
            key.GetProperty("id").GetString()!, "zebra-session");
    }

    /// <summary>What its owner sees of everything, to compare before and after.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(AgntzClient owner)
    {
        string[] paths =
        [
            $"/runs/{RunId}", $"/traces/{RunId}", $"/agents/{AgentId}", $"/agents/{AgentId}/versions", "/secrets",
            "/runs", "/traces", "/agents", "/sessions", $"/sessions/{SessionId}",
        ];
        var seen = new List<string>();
        foreach (var path in paths)
        {
            seen.Add((await owner.GetAsync(path)).Body);
        }

        return seen;
    }

    private static string AgentOf(string id) => JsonSerializer.Serialize(new
    {
        manifest = $"{{id: {id}, kind: llm, model: {{provider: demo, name: demo-1}}, instruction: Hi}}",
    });

    private static string RunOf(string agentId) => JsonSerializer.Serialize(new { agentId });

    private static async Task PutAsync(AgntzClient owner, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        var reply = await owner.SendAsync(HttpMethod.Put, path, body);
        Assert.True((int)reply.Status is 200 or 204, $"{path}: {reply.Status} {reply.Body}");
    }
}
