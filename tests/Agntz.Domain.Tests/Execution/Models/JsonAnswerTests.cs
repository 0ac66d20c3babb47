using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Models;

/// <summary>Answers where JSON was asked for.</summary>
public sealed class JsonAnswerTests
{
    private const string Agent =
        """
        id: one
        kind: llm
        model: {provider: fake, name: m}
        instruction: Answer.
        outputSchema: {a: string}

        """;

    [Theory]
    [InlineData("{\"a\":\"b\"}", false)]
    [InlineData("\n {\"a\":\"b\"} \r\n", false)]
    [InlineData("```json\n{\"a\":\"b\"}\n```", true)]
    [InlineData("```\r\n{\"a\":\"b\"}\r\n```\r\n", true)]
    [InlineData("````JSON5\n{\"a\":\"b\"}````", true)]
    [InlineData("~~~json {\"a\":\"b\"}~~~", true)]
    [InlineData("```{\"a\":\"b\"}```", true)]
    [InlineData("\uFEFF{\"a\":\"b\"}", true)]
    [InlineData("\u00A0{\"a\":\"b\"}\u200B", true)]
    [InlineData("\uFEFF \n```json\n\uFEFF{\"a\":\"b\"}\n``` \n", true)]
    public async Task Execute_JsonWithSomethingAround_IsJsonAndItsSpanSaysSo(string text, bool isWrapped)
    {
        using var run = new TestExecution(_ => Task.FromResult(text));

        Assert.Equal("""{"a":"b"}""", await run.OutputAsync(Agent, "\"x\""));

        var attributes = run.Writer.Changes.OfType<RunChange.SpanEnded>().Select(end => end.Span.Attributes).First();
        Assert.Equal(isWrapped, attributes?.Contains("\"agntz.output.unwrapped\":true", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("```json\n{\"a\":\"b\"}")]
    [InlineData("```")]
    [InlineData("``````")]
    [InlineData("``{\"a\":\"b\"}``")]
    [InlineData("Here it is: ```{\"a\":\"b\"}```")]
    public async Task Execute_WhatIsNoJson_Fails(string text)
    {
        using var run = new TestExecution(_ => Task.FromResult(text));

        Assert.Equal("STRUCTURED_OUTPUT_INVALID", (await run.ErrorAsync(Agent, "\"x\"")).Code);
    }

    [Fact]
    public async Task Execute_AnswerThatWasCutOff_SaysSo()
    {
        using var run = new TestExecution(new FakeModels(_ =>
            Task.FromResult(new FakeReply("{\"a\":\"b") { FinishReason = "length" })));

        var error = await run.ErrorAsync(Agent, "\"x\"");

        Assert.Equal("STRUCTURED_OUTPUT_INVALID", error.Code);
        Assert.Contains("cut off at its length limit", error.Message);
        Assert.Contains("model.maxTokens", error.Message);
    }
}
