using System.Text.Json;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Tools;

public sealed class ToolAgentTests
{
    private const string Line =
        """
        id: line
        kind: sequential
        steps:
          - agent:
              id: look-up
              kind: tool
              tool: {kind: local, name: find, params: {what: "{{userQuery}}", deep: {n: "{{userQuery.length}}x"}}}
          - agent: {id: tell, kind: llm, model: {provider: fake, name: m}, instruction: x, prompt: "{{it.found}}"}
            input: {it: "{{lookUp}}"}

        """;

    [Fact]
    public async Task Execute_ToolAgent_ItsOutputIsWhatTheToolGave()
    {
        var tool = new FakeTool("find", """{"found":"tea"}""");
        using var run = new TestExecution { LocalTools = [tool] };

        Assert.Equal("\"m(tea)\"", await run.OutputAsync(Line, """["a","b"]"""));
        var (arguments, context) = Assert.Single(tool.Calls);
        Assert.Equal("""{"what":["a","b"],"deep":{"n":"2x"}}""", arguments);
        Assert.Equal((run.Hold.Id, "look-up", "0/c0"), (context.Run, context.AgentId, context.Path.Value));
        Assert.Equal(
            [
                ("agent.invoke", "look-up", SpanStatus.Ok), ("tool.execute", "find", SpanStatus.Ok),
                ("agent.invoke", "tell", SpanStatus.Ok), ("model.call", "m", SpanStatus.Ok),
            ],
            run.Spans());
    }

    [Fact]
    public async Task Execute_ToolDoesNotAnswer_FailsTheRun()
    {
        using var run = new TestExecution
        {
            LocalTools = [new FakeTool("find", (_, _, _) => throw new ToolException("Out of tea."))],
        };

        var error = await run.ErrorAsync(Line, "\"x\"");

        Assert.Equal(("TOOL_FAILED", "Tool 'find' of agent 'look-up' failed: Out of tea."), (error.Code, error.Message));
        Assert.Equal([SpanStatus.Error, SpanStatus.Error], run.Spans().Select(span => span.Status));
    }

    [Fact]
    public async Task Execute_ToolIsGone_FailsBeforeAnythingIsCalled()
    {
        using var run = new TestExecution();

        var error = await run.ErrorAsync(Line, "\"x\"");

        Assert.Equal("TOOL_NOT_FOUND", error.Code);
        Assert.DoesNotContain(run.Spans(), span => span.Kind is SpanKind.ToolExecute);
    }

    [Fact]
    public async Task Execute_NoStepOfAModel_TellsOfTheCallAlone()
    {
        using var run = new TestExecution { LocalTools = [new FakeTool("find", "{}")] };

        await run.ExecuteAsync(Line, "\"x\"", TestContext.Current.CancellationToken);

        Assert.Equal(["tool-call-end"],
            run.Writer.Changes.OfType<RunChange.EventRecorded>().Select(recorded => recorded.Event.Type));
        var result = JsonElement.Parse(Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result);
        Assert.Equal("0/c0", result.GetProperty("toolCalls")[0].GetProperty("id").GetString());
    }
}
