using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Tests.Execution.Models;

/// <summary>Parts of an answer that go back to its provider, and failures with a word of their own.</summary>
public sealed class EchoTests
{
    private const string Echo = """{"signature":"abc","number":1.50}""";

    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: fake, name: m}
        instruction: Help.
        tools:
          - kind: local
            tools: [left]

        """;

    [Fact]
    public async Task Execute_EchoOfATurnWithCalls_GoesBackAlsoAfterATakeover()
    {
        using var first = Run();
        await first.OutputAsync(Agent, "\"Go\"");
        using var second = Run();
        second.Journal = new Journal(first.Writer.Changes.OfType<RunChange.EffectFinished>()
            .Where(finished => finished.Path != "t1").ToDictionary(finished => finished.Path, finished => finished.Output));

        await second.OutputAsync(Agent, "\"Go\"");

        foreach (var call in new[] { first.Models.Calls[1], Assert.Single(second.Models.Calls) })
        {
            var echo = Assert.Single(call.Messages.SelectMany(message => message.Contents).OfType<EchoContent>());
            Assert.Equal(Echo, echo.Value.GetRawText());
        }

        Assert.All(first.Writer.Changes.OfType<RunChange.SpanEnded>(),
            end => Assert.DoesNotContain("signature", end.Span.Attributes ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Execute_ToolThatFails_IsAFailureForTheProvider()
    {
        using var run = Run();
        run.LocalTools = [new FakeTool("left", (_, _, _) => throw new ToolException("no"))];

        await run.OutputAsync(Agent, "\"Go\"");

        var result = Assert.Single(run.Models.Calls[1].Messages[^1].Contents.OfType<FunctionResultContent>());
        Assert.Equal("no", result.Exception?.Message);
    }

    [Fact]
    public async Task Execute_FailureWithACode_FailsTheRunWithIt()
    {
        using var run = new TestExecution(new FakeModels(_ => Task.FromResult(
            new FakeReply("") { Failure = new ModelCallException("refused") { Code = RunErrorCodes.ModelRefused } })))
        {
            LocalTools = [new FakeTool("left", "1")],
        };

        Assert.Equal("MODEL_REFUSED", (await run.ErrorAsync(Agent, "\"Go\"")).Code);
    }

    private static TestExecution Run() => new(new FakeModels(call => Task.FromResult(call.Turn is 0
        ? new FakeReply("", ("c", "left", "{}")) { Echo = Echo }
        : new FakeReply("done"))))
    {
        LocalTools = [new FakeTool("left", "1")],
    };
}
