using System.Net;
using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Telemetry;

/// <summary>What runs cost, from the provider's word to the summary of the trace.</summary>
public abstract class CostTests(StorageProvider provider) : OpenAiApplicationTest(provider)
{
    private const string Priced =
        """
        id: priced
        kind: llm
        model: {provider: openai, name: gpt-priced}
        instruction: Be brief.
        tools: [{kind: local, tools: [current_time]}]

        """;

    protected override (string Key, string Value)[] Settings =>
    [
        .. base.Settings,
        ("Models:Prices:0:Provider", "openai"),
        ("Models:Prices:0:Model", "gpt-priced"),
        ("Models:Prices:0:Input", "2"),
        ("Models:Prices:0:CachedInput", "0.5"),
        ("Models:Prices:0:Output", "8"),
    ];

    [Fact]
    public async Task Run_PricedModel_CostsWhatItsCallsDo()
    {
        await Api.ImportAsync(Priced);
        Model.Enqueue(new FakeAnswer.ToolCalls(new FakeToolCall("call_1", "current_time")));
        Model.Enqueue(new FakeAnswer.Text("Late.")
        {
            PromptTokens = 1000,
            CachedTokens = 400,
            CompletionTokens = 50,
            ReasoningTokens = 30,
        });

        var trace = await TraceAsync("priced");

        // 7 and 5 tokens; 600 read, 400 from the cache and 50 written, 30 of them in reasoning.
        Assert.Equal([0.000054m, 0.0018m], Calls(trace).Select(call => call.GetProperty("costUsd").GetDecimal()));
        var attributes = Calls(trace)[1].GetProperty("attributes");
        Assert.Equal(0.0018m, attributes.GetProperty("agntz.cost.usd").GetDecimal());
        Assert.Equal(1000, attributes.GetProperty("gen_ai.usage.input_tokens").GetInt32());
        Assert.Equal(400, attributes.GetProperty("gen_ai.usage.cache_read.input_tokens").GetInt32());
        Assert.Equal(30, attributes.GetProperty("gen_ai.usage.reasoning.output_tokens").GetInt32());
        var summary = trace.GetProperty("summary");
        Assert.Equal(0.001854m, summary.GetProperty("totalCostUsd").GetDecimal());
        Assert.Equal(1062, summary.GetProperty("totalTokens").GetInt32());
        var listed = (await Api.GetJsonAsync("/traces")).GetProperty("rows")[0];
        Assert.Equal(summary.GetRawText(), listed.GetRawText());
    }

    [Fact]
    public async Task Run_ModelWithoutAPrice_HasNoKnownCost()
    {
        await Api.ImportAsync(Priced.Replace("priced", "other", StringComparison.Ordinal));

        var trace = await TraceAsync("other");

        var call = Assert.Single(Calls(trace));
        Assert.Equal(JsonValueKind.Null, call.GetProperty("costUsd").ValueKind);
        Assert.False(call.GetProperty("attributes").TryGetProperty("agntz.cost.usd", out _));
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("summary").GetProperty("totalCostUsd").ValueKind);
    }

    private static List<JsonElement> Calls(JsonElement trace) =>
    [
        .. trace.GetProperty("spans").EnumerateArray()
            .Where(span => span.GetProperty("kind").GetString() is "model.call"),
    ];

    private async Task<JsonElement> TraceAsync(string agent)
    {
        var reply = (await Api.RunAsync(agent, "Now?")).Expect(HttpStatusCode.OK);
        return await Api.GetJsonAsync($"/traces/{reply.GetProperty("runId").GetString()}");
    }
}
