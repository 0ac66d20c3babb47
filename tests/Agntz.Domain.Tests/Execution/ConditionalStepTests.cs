using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class ConditionalStepTests
{
    private const string Line =
        """
        id: line
        kind: sequential
        inputSchema: {wanted: boolean}
        steps:
          - agent: {id: first, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: go}
          - when: "{{wanted}}"
            agent: {id: second, kind: llm, model: {provider: fake, name: b}, instruction: x}
          - agent: {id: third, kind: llm, model: {provider: fake, name: c}, instruction: x}

        """;

    private const string Fork =
        """
        id: fork
        kind: parallel
        inputSchema: {wanted: boolean}
        branches:
          - when: "{{wanted}} == true"
            agent: {id: left, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: go}
          - when: "{{wanted}} != true"
            agent: {id: right, kind: llm, model: {provider: fake, name: b}, instruction: x, prompt: go}

        """;

    [Fact]
    public async Task Execute_StepWhoseConditionHolds_Runs()
    {
        using var run = new TestExecution();

        Assert.Equal("\"c(b(a(go)))\"", await run.OutputAsync(Line, """{"wanted":true}"""));
    }

    [Fact]
    public async Task Execute_StepWhoseConditionDoesNotHold_IsNullAndSoIsWhatTheNextOneGets()
    {
        using var run = new TestExecution();

        Assert.Equal("""{"skipped":null,"after":"c()"}""", await run.OutputAsync(
            Line + "output: {skipped: \"{{second}}\", after: \"{{third}}\"}\n", """{"wanted":false}"""));
        Assert.Equal(["first", "third"],
            run.Spans().Where(span => span.Kind is SpanKind.AgentInvoke).Select(span => span.Name));
    }

    [Fact]
    public async Task Execute_LastStepSkipped_OutputIsNull()
    {
        using var run = new TestExecution();

        Assert.Equal("null", await run.OutputAsync(
            Line + """
                     - when: "{{first}} == null"
                       agent: {id: last, kind: llm, model: {provider: fake, name: d}, instruction: x}

                   """,
            """{"wanted":true}"""));
    }

    [Theory]
    [InlineData("true", """{"left":"a(go)","right":null}""")]
    [InlineData("false", """{"left":null,"right":"b(go)"}""")]
    public async Task Execute_BranchWhoseConditionDoesNotHold_IsNull(string wanted, string expected)
    {
        using var run = new TestExecution();

        Assert.Equal(expected, await run.OutputAsync(Fork, $$"""{"wanted":{{wanted}}}"""));
        Assert.Single(run.Models.Calls);
    }

    [Fact]
    public async Task Execute_EverythingSkipped_Completes()
    {
        using var run = new TestExecution();

        Assert.Equal("""{"left":null}""", await run.OutputAsync(
            """
            id: fork
            kind: parallel
            branches:
              - when: "false"
                agent: {id: left, kind: llm, model: {provider: fake, name: a}, instruction: x}

            """));
    }
}
