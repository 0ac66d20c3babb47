using Agntz.Domain.Execution.Models;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class TimeLimitTests
{
    private const string Two =
        """
        id: two
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: fake, name: m}, instruction: one}
          - agent: {id: second, kind: llm, model: {provider: fake, name: m}, instruction: two}

        """;

    private const string Both =
        """
        id: both
        kind: parallel
        branches:
          - agent: {id: first, kind: llm, model: {provider: fake, name: m}, instruction: one}
          - agent: {id: second, kind: llm, model: {provider: fake, name: m}, instruction: two}

        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Two, 1)]
    [InlineData(Both, 2)]
    public async Task Execute_CallsInFlightWhenTheTimeIsOver_AreBrokenOffAndTheRunFails(string agent, int calls)
    {
        using var asked = new SemaphoreSlim(0);
        using var run = new TestExecution(_ =>
        {
            asked.Release();
            return new TaskCompletionSource<string>().Task;
        })
        { Time = RunTime.Of(Limit) };
        var execution = run.ExecuteAsync(agent, "\"x\"", Token);
        for (var call = 0; call < calls; call++)
        {
            await asked.WaitAsync(Token);
        }

        run.Clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(execution.IsCompleted);
        run.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await execution.WaitAsync(Token);

        Assert.Equal(RunErrorCodes.InvocationTimeout, FailureOf(run).Code);
        Assert.Contains("00:00:10", FailureOf(run).Message, StringComparison.Ordinal);
        Assert.Equal(calls, run.Models.Calls.Count);
        Assert.All(run.Spans(), span => Assert.Equal(SpanStatus.Error, span.Status));
    }

    [Fact]
    public async Task Execute_TimeIsOverWhileARetryIsWaitedFor_EndsTheWait()
    {
        var failed = new TaskCompletionSource();
        using var run = new TestExecution(_ =>
        {
            failed.SetResult();
            return Task.FromException<string>(
                new ModelCallException("busy") { Retryable = true, RetryAfter = TimeSpan.FromSeconds(20) });
        })
        { Time = RunTime.Of(Limit) };
        var execution = run.ExecuteAsync(Two, "\"x\"", Token);
        await failed.Task.WaitAsync(Token);

        run.Clock.Advance(Limit);
        await execution.WaitAsync(Token);

        Assert.Equal(RunErrorCodes.InvocationTimeout, FailureOf(run).Code);
        Assert.Single(run.Models.Calls);
    }

    [Fact]
    public async Task Execute_TakenOverWhenTheTimeIsOver_StartsNothing()
    {
        using var run = new TestExecution(_ => Task.FromResult("never"))
        {
            Time = new RunTime(Limit, TimeSpan.FromSeconds(-1)),
        };

        await run.ExecuteAsync(Two, "\"x\"", Token);

        Assert.Equal(RunErrorCodes.InvocationTimeout, FailureOf(run).Code);
        Assert.Empty(run.Models.Calls);
        Assert.Empty(run.Spans());
    }

    private static RunError FailureOf(TestExecution run) =>
        Assert.IsType<RunOutcome.Failed>(run.Writer.Ending.Outcome).Error;
}
