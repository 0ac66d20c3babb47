using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class JournalTests
{
    private const string Pipeline =
        """
        id: line
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: "{{userQuery}}"}
          - agent: {id: second, kind: llm, model: {provider: fake, name: b}, instruction: x, prompt: "{{it}}"}
            input: {it: "{{first}}"}

        """;

    [Fact]
    public async Task Execute_EffectInTheJournal_IsNotCarriedOutAgain()
    {
        using var before = new TestExecution();
        var expected = await before.OutputAsync(Pipeline, "\"Tea\"");
        using var after = new TestExecution { Journal = Kept(before, "0/t0") };

        Assert.Equal(expected, await after.OutputAsync(Pipeline, "\"Tea\""));

        Assert.Equal("b", Assert.Single(after.Models.Calls).Model);
        Assert.Equal([SpanKind.AgentInvoke, SpanKind.AgentInvoke, SpanKind.ModelCall],
            after.Spans().Select(span => span.Kind));
    }

    [Fact]
    public async Task Execute_EverythingInTheJournal_GivesTheSameResult()
    {
        using var before = new TestExecution();
        await before.ExecuteAsync(Pipeline, "\"Tea\"", TestContext.Current.CancellationToken);
        using var after = new TestExecution { Journal = Kept(before, "0/t0", "1/t0") };

        await after.ExecuteAsync(Pipeline, "\"Tea\"", TestContext.Current.CancellationToken);

        Assert.Empty(after.Models.Calls);
        Assert.Equal(Result(before), Result(after).Replace(after.Hold.Id.ToString(), before.Hold.Id.ToString(),
            StringComparison.Ordinal));
    }

    private static Journal Kept(TestExecution run, params string[] paths) => new(
        run.Writer.Changes.OfType<RunChange.EffectFinished>()
            .Where(effect => paths.Contains(effect.Path))
            .ToDictionary(effect => effect.Path, effect => effect.Output));

    private static string Result(TestExecution run) =>
        Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result;
}
