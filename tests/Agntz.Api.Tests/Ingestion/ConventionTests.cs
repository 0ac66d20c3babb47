using System.Net;
using System.Text.Json;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>What GenAI attributes of OpenTelemetry and of OpenInference become.</summary>
public sealed class ConventionTests : AgntzApplicationTest
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Root = "00f067aa0ba902b7";

    protected override (string Key, string Value)[] Settings => OtlpPrices.Settings;

    public static TheoryData<string, string[], string> Kinds => new()
    {
        { "gen_ai", ["gen_ai.operation.name=chat", "gen_ai.request.model=gpt-5.4"], "model.call gpt-5.4" },
        { "gen_ai", ["gen_ai.operation.name=embeddings", "gen_ai.response.model=e-1"], "model.call e-1" },
        { "gen_ai", ["gen_ai.operation.name=chat"], "model.call a span" },
        { "gen_ai", ["gen_ai.operation.name=execute_tool", "gen_ai.tool.name=search"], "tool.execute search" },
        { "gen_ai", ["gen_ai.operation.name=invoke_agent", "gen_ai.agent.name=Writer"], "agent.invoke Writer" },
        {
            "gen_ai", ["gen_ai.operation.name=invoke_agent", "gen_ai.agent.name=Writer", "gen_ai.agent.id=writer"],
            "agent.invoke writer"
        },
        { "gen_ai", ["gen_ai.operation.name=invoke_workflow", "gen_ai.workflow.name=flow"], "agent.invoke flow" },
        { "gen_ai", ["gen_ai.operation.name=something_new"], "internal a span" },
        { "openinference", ["openinference.span.kind=LLM", "llm.model_name=gpt-5.4"], "model.call gpt-5.4" },
        { "openinference", ["openinference.span.kind=TOOL", "tool.name=search"], "tool.execute search" },
        { "openinference", ["openinference.span.kind=AGENT", "agent.name=Writer"], "agent.invoke Writer" },
        { "openinference", ["openinference.span.kind=RETRIEVER"], "retriever a span" },
        { "none", ["a=b"], "internal a span" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Export_ByItsAttributes_HasItsKindAndName(string conventions, string[] attributes, string expected)
    {
        var span = await TakeAsync(
            [.. attributes.Select(it => it.Split('=')).Select(it => OtlpRequest.Text(it[0], it[1]))]);

        Assert.Equal(expected, $"{span.GetProperty("kind").GetString()} {span.GetProperty("name").GetString()}");
        Assert.Equal(
            attributes.Select(it => it.Split('=')[1]),
            attributes.Select(it => span.GetProperty("attributes").GetProperty(it.Split('=')[0]).GetString()));
        Assert.NotEmpty(conventions);
    }

    [Fact]
    public async Task Export_ModelCall_HasItsTokensAndItsPrice()
    {
        await TakeAsync(
            OtlpRequest.Text("gen_ai.operation.name", "chat"), OtlpRequest.Text("gen_ai.provider.name", "openai"),
            OtlpRequest.Text("gen_ai.request.model", "gpt-5.4"), OtlpRequest.Number("gen_ai.usage.input_tokens", 1000),
            OtlpRequest.Number("gen_ai.usage.output_tokens", 100),
            OtlpRequest.Number("gen_ai.usage.cache_read.input_tokens", 400));

        await AssertSumsAsync(1100, 0.0022m);
    }

    [Theory]
    [InlineData("gen_ai.usage.cache_creation.input_tokens")]
    [InlineData("gen_ai.usage.cache_write.input_tokens")]
    public async Task Export_TokensPutIntoACache_HaveTheirPriceByEitherName(string name)
    {
        await TakeAsync(
            OtlpRequest.Text("gen_ai.operation.name", "chat"), OtlpRequest.Text("gen_ai.provider.name", "openai"),
            OtlpRequest.Text("gen_ai.request.model", "gpt-5.4"), OtlpRequest.Number("gen_ai.usage.input_tokens", 1000),
            OtlpRequest.Number("gen_ai.usage.output_tokens", 100), OtlpRequest.Number(name, 200));

        await AssertSumsAsync(1100, 0.003m);
    }

    [Fact]
    public async Task Export_OpenInferenceModelCall_HasItsTokensAndItsPrice()
    {
        await TakeAsync(
            OtlpRequest.Text("openinference.span.kind", "LLM"), OtlpRequest.Text("llm.provider", "OpenAI"),
            OtlpRequest.Text("llm.model_name", "gpt-5.4"), OtlpRequest.Number("llm.token_count.prompt", 1000),
            OtlpRequest.Number("llm.token_count.completion", 100),
            OtlpRequest.Number("llm.token_count.prompt_details.cache_read", 400));

        await AssertSumsAsync(1100, 0.0022m);
    }

    [Fact]
    public async Task Export_ModelWithoutAPrice_CostsNothingThatIsKnown()
    {
        await TakeAsync(
            OtlpRequest.Text("gen_ai.operation.name", "chat"), OtlpRequest.Text("gen_ai.request.model", "another"),
            OtlpRequest.Number("gen_ai.usage.input_tokens", 5));

        await AssertSumsAsync(5, null);
    }

    [Fact]
    public async Task Export_TokensOfAnAgent_AreNotCountedBesideThoseOfItsModels()
    {
        await TakeAsync(
            OtlpRequest.Text("gen_ai.operation.name", "invoke_agent"), OtlpRequest.Text("gen_ai.agent.id", "writer"),
            OtlpRequest.Number("gen_ai.usage.input_tokens", 5));

        var summary = await AssertSumsAsync(0, null);
        Assert.Equal("writer", summary.GetProperty("agentId").GetString());
        Assert.Single((await Api.GetJsonAsync("/traces?agentId=writer")).GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Export_Exception_IsTheErrorOfASpanThatSaysNothingElse()
    {
        (await Api.ExportAsync(new
        {
            traceId = Trace,
            spanId = Root,
            name = "a span",
            startTimeUnixNano = "1800000000000000000",
            endTimeUnixNano = "1800000000000000000",
            events = new[]
            {
                new
                {
                    name = "exception",
                    timeUnixNano = "1800000000000000000",
                    attributes = new[] { OtlpRequest.Text("exception.message", "It broke.") },
                },
            },
            status = new { code = 2 },
        })).Expect(HttpStatusCode.OK);

        var span = (await Api.GetJsonAsync($"/traces/{Trace}")).GetProperty("spans")[0];
        Assert.Equal(
            ("error", "It broke."), (span.GetProperty("status").GetString(), span.GetProperty("error").GetString()));
    }

    private async Task<JsonElement> TakeAsync(params object[] attributes)
    {
        (await Api.ExportAsync(OtlpRequest.Span(Trace, Root, attributes: attributes))).Expect(HttpStatusCode.OK);
        return (await Api.GetJsonAsync($"/traces/{Trace}")).GetProperty("spans")[0];
    }

    private async Task<JsonElement> AssertSumsAsync(long tokens, decimal? cost)
    {
        var summary = (await Api.GetJsonAsync($"/traces/{Trace}")).GetProperty("summary");
        Assert.Equal(tokens, summary.GetProperty("totalTokens").GetInt64());
        var found = summary.GetProperty("totalCostUsd");
        Assert.Equal(cost, found.ValueKind is JsonValueKind.Null ? null : found.GetDecimal());
        return summary;
    }
}
