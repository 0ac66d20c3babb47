using System.Text.Json;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class LoopTests
{
    // A critic who sees nothing in the first pass, and a writer who gets better.
    private const string Loop =
        """
        id: loop
        kind: sequential
        inputSchema: {topic: string}
        until: "{{critic}} == 'good'"
        maxIterations: 3
        steps:
          - agent: {id: critic, kind: llm, model: {provider: fake, name: critic}, instruction: x, prompt: "[{{writer}}]"}
            input: {writer: "{{writer}}"}
          - agent: {id: writer, kind: llm, model: {provider: fake, name: writer}, instruction: x, prompt: "{{topic}}+{{before}}"}
            input: {topic: "{{topic}}", before: "{{writer}}"}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_Loop_CarriesItsStateFromPassToPassAndSeesNullsInTheFirst()
    {
        using var run = new TestExecution(Answer);

        Assert.Equal("\"Tea+Tea+Tea+\"", await run.OutputAsync(Loop, """{"topic":"Tea"}"""));

        Assert.Equal(["[]", "Tea+", "[Tea+]", "Tea+Tea+", "[Tea+Tea+]", "Tea+Tea+Tea+"],
            run.Models.Calls.Select(call => call.Message));
        Assert.Equal(
            ["0#0", "0#0/t0", "1#0", "1#0/t0", "0#1", "0#1/t0", "1#1", "1#1/t0", "0#2", "0#2/t0", "1#2", "1#2/t0"],
            Paths(run));
    }

    [Fact]
    public async Task Execute_LoopThatIsNotDoneInTime_FailsTheRun()
    {
        using var run = new TestExecution(call => Task.FromResult("bad"));

        var error = await run.ErrorAsync(Loop, """{"topic":"Tea"}""");

        Assert.Equal("MAX_ITERATIONS_EXCEEDED", error.Code);
        Assert.Contains("'loop' was not done after 3 passes", error.Message);
        Assert.Equal(6, run.Models.Calls.Count);
    }

    [Fact]
    public async Task Execute_StepWithoutInput_GetsTheLastOutputOfThePassBefore()
    {
        using var run = new TestExecution();

        Assert.Equal("\"b(a(b(a(go))))\"", await run.OutputAsync(
            """
            id: loop
            kind: sequential
            until: "{{second}} == 'b(a(b(a(go))))'"
            maxIterations: 2
            steps:
              - agent: {id: first, kind: llm, model: {provider: fake, name: a}, instruction: x}
              - agent: {id: second, kind: llm, model: {provider: fake, name: b}, instruction: x}

            """,
            "\"go\""));
    }

    [Fact]
    public async Task Execute_LoopInALoop_GivesEveryPassAPlaceOfItsOwn()
    {
        using var run = new TestExecution(call => Task.FromResult(call.Message + "x"));

        await run.OutputAsync(
            """
            id: outer
            kind: sequential
            until: "{{count}} == xx"
            maxIterations: 5
            steps:
              - agent:
                  id: inner
                  kind: sequential
                  until: "{{step}} == xx"
                  maxIterations: 5
                  steps:
                    - input: {text: "{{step}}"}
                      agent: {id: step, kind: llm, model: {provider: fake, name: m}, instruction: x, prompt: "{{text}}"}
              - input: {text: "{{count}}"}
                agent: {id: count, kind: llm, model: {provider: fake, name: m}, instruction: x, prompt: "{{text}}"}

            """);

        var paths = Paths(run).Where(path => path!.EndsWith("t0", StringComparison.Ordinal));
        Assert.Equal(["0#0/0#0/t0", "0#0/0#1/t0", "1#0/t0", "0#1/0#0/t0", "0#1/0#1/t0", "1#1/t0"], paths);
    }

    [Fact]
    public async Task Execute_AfterAnInterruption_GoesOnInThePassItHadReached()
    {
        using var before = new TestExecution(Answer);
        var expected = await before.OutputAsync(Loop, """{"topic":"Tea"}""");
        var kept = before.Writer.Changes.OfType<RunChange.EffectFinished>().Take(3).ToDictionary(
            effect => effect.Path, effect => effect.Output);
        using var after = new TestExecution(Answer) { Journal = new Journal(kept) };

        Assert.Equal(expected, await after.OutputAsync(Loop, """{"topic":"Tea"}"""));

        Assert.Equal(["0#0/t0", "1#0/t0", "0#1/t0"], kept.Keys);
        Assert.Equal(["Tea+Tea+", "[Tea+Tea+]", "Tea+Tea+Tea+"], after.Models.Calls.Select(call => call.Message));
    }

    [Fact]
    public async Task Execute_CancelledLoopThatOnlySkips_Stops()
    {
        using var run = new TestExecution();
        run.Hold.Cancel(CancelMode.Finish);

        await run.ExecuteAsync(
            """
            id: idle
            kind: sequential
            until: "{{never}}"
            maxIterations: 100000
            steps:
              - when: "false"
                stateKey: never
                agent: {id: a, kind: llm, model: {provider: fake, name: a}, instruction: x}

            """, null, Token);

        Assert.IsType<RunOutcome.Cancelled>(run.Writer.Ending.Outcome);
    }

    private static Task<string> Answer(FakeModelCall call) => Task.FromResult(
        call.Model is "writer" ? call.Message : call.Message is "[Tea+Tea+]" ? "good" : "bad");

    private static IEnumerable<string?> Paths(TestExecution run) => run.Writer.Changes.OfType<RunChange.SpanStarted>()
        .Select(start => JsonElement.Parse(start.Span.Attributes)
            .GetProperty(SpanAttributes.StepPath).GetString());
}
