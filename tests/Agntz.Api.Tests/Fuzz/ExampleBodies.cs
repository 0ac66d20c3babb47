using System.Text.Json;
using Agntz.Api.Swagger;
using Agntz.Testing;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Bodies that routes accept: those of the description, and more of those that have many forms.</summary>
internal static class ExampleBodies
{
    private static readonly JsonElement[] Runs = Parse(
        """
        {"agentId":"assistant","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}],
         "sessionId":"tea-talk","sessionConflict":"supersede","timeoutMs":5000}
        """,
        """{"agentId":"clock","input":"?","retention":{"mode":"result","ttlSeconds":3600,"artifactTtlSeconds":60}}""",
        """{"agentId":"concierge","input":"Now?","retention":{"mode":"none"},"context":null,"clientTools":null}""",
        """{"agentId":"review-loop","input":{"topic":"Tea"},"sessionId":"a/b c","sessionConflict":"reject"}""",
        """{"agentId":"sentiment","input":{"review":"It leaks."},"sessionConflict":"enqueue","sessionId":"é"}""",
        """{"agentId":"second-opinion","input":{"question":"Why?","careful":true},"timeoutMs":1}""",
        """{"agentId":"triage","input":{"message":"Where is it?"}}""");

    private static readonly JsonElement[] Talks = Parse(
        """
        {"sessions":[{"sessionId":"tea-talk","agentId":"assistant","messages":[
         {"role":"system","content":[{"type":"text","text":"x"}],"timestamp":"2026-01-01T08:00:00Z"},
         {"role":"assistant","content":"","toolCalls":[{"id":"c1","name":"t","input":{}}],
          "timestamp":"2026-01-01T08:00:00Z"},
         {"role":"tool","content":"4","toolCallId":"c1","timestamp":"2026-01-01T08:00:00+01:00"}]}],"dryRun":true}
        """,
        """{"sessions":[{"sessionId":"é","messages":[]},{"sessionId":"a/b c","messages":[]}],"onConflict":"fail"}""");

    // Of what reaches out, and so is never run here.
    private static readonly string[] Outward =
    [
        """
        id: looker
        kind: llm
        model: {provider: demo, name: m, temperature: 0.5, maxTokens: 9, providerOptions: {demo: {reply: x}}}
        instruction: "{{#if a}}Look for {{a.b}}{{/if}}"
        outputSchema: {type: object, properties: {a: {type: string, pattern: "^a"}}, required: [a]}
        examples: [{input: a, output: b}]
        maxSteps: 3
        tools:
          - {kind: http, name: t, url: "https://a.example/{id}?k={{secrets.K}}", method: put, params: {id: "{{id}}"}}
          - {kind: mcp, server: "https://a.example/", headers: {X: "{{secrets.K}}"}, tools: [a, {tool: b, name: c}]}
        """,
        """{id: a, kind: tool, tool: {kind: mcp, server: "https://a.example/", name: b, params: {q: "{{x}}"}}}""",
    ];

    private static readonly string[] Manifests =
    [
        .. Directory.EnumerateFiles(RepositoryFolder.PathOf("agents"), "*.yaml")
            .OrderBy(file => !file.EndsWith("assistant.yaml", StringComparison.Ordinal))
            .ThenBy(file => file, StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    /// <summary>The ids of the agents among them.</summary>
    public static IReadOnlyList<string> Agents { get; } =
        [.. Manifests.Select(manifest => manifest.Split('\n')[0]["id: ".Length..].Trim())];

    /// <summary>Those of a route; none for one that takes no body.</summary>
    public static IReadOnlyList<JsonElement> Of(FuzzedRoute route)
    {
        var described = RouteExamples.Find(route.Name)?.Request is { } request
            ? [JsonElement.Parse(request.ToJsonString())]
            : Array.Empty<JsonElement>();
        return route.Name switch
        {
            "POST /run" or "POST /runs" or "POST /run/stream" => [.. described, .. Runs],
            "POST /sessions/import" => [.. described, .. Talks],
            "POST /agents/import" => [.. described, .. Manifests.Select(Batch)],
            "POST /agents" => [.. described, .. Manifests.Select(Metadata)],
            "PUT /agents/{id}" =>
                [.. described, .. Manifests.Concat(Enumerable.Repeat(Manifests[0], 4)).Select(Metadata)],
            "POST /validate" => [.. described, .. Manifests.Select(Manifest), .. Outward.Select(Manifest)],
            _ => described,
        };
    }

    private static JsonElement[] Parse(params string[] bodies) => [.. bodies.Select(body => JsonElement.Parse(body))];

    private static JsonElement Batch(string yaml) => Body(new { agents = new[] { Named(yaml) } });

    private static JsonElement Manifest(string yaml) => Body(new { manifest = yaml });

    private static JsonElement Metadata(string yaml) => Body(new { metadata = Named(yaml) });

    private static object Named(string yaml) => new { manifest = yaml, sourcePath = "agents/a.yaml" };

    private static JsonElement Body(object value) => JsonSerializer.SerializeToElement(value);
}
