using Agntz.Domain.Execution.Models;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class RunExecutorTests
{
    private const string Llm =
        """
        id: one
        kind: llm
        model: {provider: fake, name: m}
        instruction: Answer.

        """;

    private const string Pipeline =
        """
        id: line
        kind: sequential
        steps:
          - agent: {id: first-step, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: "{{userQuery}}"}
          - agent: {id: second, kind: llm, model: {provider: fake, name: b}, instruction: x, prompt: "{{it}}"}
            input: {it: "{{firstStep}}"}

        """;

    private const string Fork =
        """
        id: fork
        kind: parallel
        branches:
          - agent: {id: left, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: "{{userQuery}}"}
          - agent: {id: right, kind: llm, model: {provider: fake, name: b}, instruction: x, prompt: "{{userQuery}}"}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_Llm_OutputIsTheModelsText()
    {
        using var run = new TestExecution();

        Assert.Equal("\"m(Hello)\"", await run.OutputAsync(Llm, "\"Hello\""));
    }

    [Fact]
    public async Task Execute_Sequential_PassesOutputsOnByStateKey()
    {
        using var run = new TestExecution();

        Assert.Equal("\"b(a(Tea))\"", await run.OutputAsync(Pipeline, "\"Tea\""));
        Assert.Equal(
            [
                ("agent.invoke", "first-step", SpanStatus.Ok), ("model.call", "a", SpanStatus.Ok),
                ("agent.invoke", "second", SpanStatus.Ok), ("model.call", "b", SpanStatus.Ok),
            ],
            run.Spans());
    }

    [Fact]
    public async Task Execute_Sequential_SharesOneWriteBetweenAnEffectsOutputAndTheNextOnesStart()
    {
        using var run = new TestExecution();

        await run.ExecuteAsync(Pipeline, "\"Tea\"", Token);

        Assert.Equal(3, run.Writer.Writes.Count);
        Assert.Contains(run.Writer.Writes[1].Changes, change => change is RunChange.EffectFinished);
        Assert.Contains(run.Writer.Writes[1].Changes, change => change is RunChange.SpanStarted { IsEffect: true });
    }

    [Fact]
    public async Task Execute_Parallel_GathersOutputsInTheOrderOfTheBranches()
    {
        var left = new TaskCompletionSource<string>();
        using var run = new TestExecution(call => call.Model is "a" ? left.Task : Finish());

        Assert.Equal("""{"left":"slow","right":"fast"}""", await run.OutputAsync(Fork, "\"x\""));

        Task<string> Finish()
        {
            left.SetResult("slow");
            return Task.FromResult("fast");
        }
    }

    [Fact]
    public async Task Execute_ModelCall_BeginsOnlyOnceItsStartHasCommitted()
    {
        var commit = new TaskCompletionSource<CommitOutcome>();
        using var run = new TestExecution();
        run.Writer.Commit = _ => commit.Task;

        var execution = run.ExecuteAsync(Llm, "\"Hello\"", Token);
        var callsBefore = run.Models.Calls.Count;
        commit.SetResult(CommitOutcome.Committed);
        await execution;

        Assert.Equal(0, callsBefore);
        Assert.Single(run.Models.Calls);
    }

    [Fact]
    public async Task Execute_CancelAcceptedBeforeAnEffect_StartsNothingMoreAndEndsCancelled()
    {
        using var run = new TestExecution();
        run.Writer.Commit = write => Task.FromResult(
            write.Changes.Any(change => change is RunChange.EffectFinished) ? CommitOutcome.Cancelled : CommitOutcome.Committed);

        await run.ExecuteAsync(Pipeline, "\"Tea\"", Token);

        Assert.Equal(["a"], run.Models.Calls.Select(call => call.Model));
        Assert.IsType<RunOutcome.Cancelled>(run.Writer.Ending.Outcome);
    }

    [Fact]
    public async Task Execute_DroppedRun_WritesNoEnding()
    {
        using var run = new TestExecution();
        run.Writer.Commit = _ => Task.FromResult(CommitOutcome.Dropped);

        await run.ExecuteAsync(Llm, "\"Hello\"", Token);

        Assert.Empty(run.Models.Calls);
        Assert.DoesNotContain(run.Writer.Writes, write => write.Ending is not null);
    }

    [Fact]
    public async Task Execute_DroppedDuringACall_AbandonsTheCall()
    {
        var asked = new TaskCompletionSource();
        using var run = new TestExecution(_ =>
        {
            asked.SetResult();
            return new TaskCompletionSource<string>().Task;
        });

        var execution = run.ExecuteAsync(Llm, "\"Hello\"", Token);
        await asked.Task.WaitAsync(Token);
        run.Hold.Drop();
        await execution.WaitAsync(Token);

        Assert.DoesNotContain(run.Writer.Writes, write => write.Ending is not null);
    }

    [Fact]
    public async Task Execute_CallersTokenFires_LeavesTheRunUnended()
    {
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        using var run = new TestExecution(_ =>
        {
            asked.SetResult();
            return new TaskCompletionSource<string>().Task;
        });

        var execution = run.ExecuteAsync(Llm, "\"Hello\"", stop.Token);
        await asked.Task.WaitAsync(Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution);
        Assert.DoesNotContain(run.Writer.Writes, write => write.Ending is not null);
    }

    [Fact]
    public async Task Execute_BranchFails_SiblingInFlightFinishesAndNothingMoreStarts()
    {
        const string Yaml =
            """
            id: fork
            kind: parallel
            branches:
              - agent: {id: left, kind: llm, model: {provider: fake, name: broken}, instruction: x}
              - agent:
                  id: right
                  kind: sequential
                  steps:
                    - agent: {id: r1, kind: llm, model: {provider: fake, name: r1}, instruction: x}
                    - agent: {id: r2, kind: llm, model: {provider: fake, name: r2}, instruction: x}

            """;
        var broken = new TaskCompletionSource<string>();
        var inFlight = new TaskCompletionSource<string>();
        using var run = new TestExecution(call => call.Model is "broken" ? broken.Task : inFlight.Task);

        var branchEnded = new TaskCompletionSource();
        run.Writer.Commit = write =>
        {
            if (write.Changes.Any(change => change is RunChange.SpanEnded { Span.Status: SpanStatus.Error }))
            {
                branchEnded.TrySetResult();
            }

            return Task.FromResult(CommitOutcome.Committed);
        };

        var execution = run.ExecuteAsync(Yaml, "\"x\"", Token);
        broken.SetException(new ModelCallException("no"));
        await branchEnded.Task.WaitAsync(Token);
        inFlight.SetResult("done");
        await execution;

        Assert.Equal(["broken", "r1"], run.Models.Calls.Select(call => call.Model).Order());
        Assert.Equal("no", Assert.IsType<RunOutcome.Failed>(run.Writer.Ending.Outcome).Error.Message);
        Assert.Equal(
            [
                ("agent.invoke", "left", SpanStatus.Error), ("model.call", "broken", SpanStatus.Error),
                ("agent.invoke", "right", SpanStatus.Cancelled), ("agent.invoke", "r1", SpanStatus.Ok),
                ("model.call", "r1", SpanStatus.Ok), ("agent.invoke", "r2", SpanStatus.Cancelled),
            ],
            run.Spans().OrderBy(span => Order(span.Name)));

        static int Order(string name) => Array.IndexOf(["left", "broken", "right", "r1", "r2"], name);
    }

    [Fact]
    public async Task Execute_DefectInAClient_FailsTheRunWithoutShowingIt()
    {
        using var run = new TestExecution(_ => throw new InvalidOperationException("secret detail"));

        var error = await run.ErrorAsync(Llm, "\"Hello\"");

        Assert.Equal("INTERNAL_ERROR", error.Code);
        Assert.DoesNotContain("secret", error.Message);
        Assert.All(run.Spans(), span => Assert.Equal(SpanStatus.Error, span.Status));
    }

    [Fact]
    public async Task Execute_UnknownProvider_FailsAndNamesThoseThereAre()
    {
        using var run = new TestExecution();

        var error = await run.ErrorAsync(Llm.Replace("fake", "nowhere"), "\"Hello\"");

        Assert.Equal("PROVIDER_NOT_FOUND", error.Code);
        Assert.Contains("fake", error.Message);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"urgent":"yes"}""")]
    [InlineData("""{"urgent":true,"more":1}""")]
    public async Task Execute_AnswerThatDoesNotMatchTheOutputSchema_FailsWithWhy(string answer)
    {
        using var run = new TestExecution(_ => Task.FromResult(answer));

        var error = await run.ErrorAsync(Llm + "outputSchema: {urgent: boolean}\n", "\"Hello\"");

        Assert.Equal("STRUCTURED_OUTPUT_INVALID", error.Code);
        Assert.NotEmpty(error.Details);
    }
}
