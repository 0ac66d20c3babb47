using Agntz.Domain.Execution.Models;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class RetryTests
{
    private const string Llm =
        """
        id: one
        kind: llm
        model: {provider: fake, name: m}
        instruction: Answer.

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_RetryableFailures_AreTriedAgainAfterOneAndTwoSeconds()
    {
        var asked = new Queue<TaskCompletionSource>([new(), new(), new()]);
        var waits = asked.ToList();
        using var run = new TestExecution(_ =>
        {
            asked.Dequeue().SetResult();
            return asked.Count > 0
                ? Task.FromException<string>(new ModelCallException("busy") { Retryable = true })
                : Task.FromResult("done");
        });

        var execution = run.ExecuteAsync(Llm, "\"x\"", Token);
        await waits[0].Task.WaitAsync(Token);
        run.Clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Single(run.Models.Calls);
        run.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await waits[1].Task.WaitAsync(Token);
        run.Clock.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Equal(2, run.Models.Calls.Count);
        run.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await execution.WaitAsync(Token);

        Assert.Equal(
            [SpanStatus.Error, SpanStatus.Error, SpanStatus.Ok], run.Spans().Select(span => span.Status));
    }

    [Fact]
    public async Task Execute_ProviderThatSaysWhenToComeBack_IsAskedThen()
    {
        var tries = 0;
        var failed = new TaskCompletionSource();
        using var run = new TestExecution(_ =>
        {
            if (tries++ > 0)
            {
                return Task.FromResult("done");
            }

            failed.SetResult();
            return Task.FromException<string>(
                new ModelCallException("busy") { Retryable = true, RetryAfter = TimeSpan.FromSeconds(7) });
        });

        var execution = run.ExecuteAsync(Llm, "\"x\"", Token);
        await failed.Task.WaitAsync(Token);
        run.Clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, tries);
        run.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await execution.WaitAsync(Token);

        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Execute_FailureThatIsNotWorthATry_IsFinalAtOnce()
    {
        using var run = new TestExecution(_ =>
            Task.FromException<string>(new ModelCallException("bad request") { Retryable = false }));

        var error = await run.ErrorAsync(Llm, "\"x\"");

        Assert.Equal(("bad request", "MODEL_ERROR"), (error.Message, error.Code));
        Assert.Single(run.Models.Calls);
    }

    [Fact]
    public async Task Execute_NoRetriesAllowed_IsFinalAtOnce()
    {
        using var run = new TestExecution(_ =>
            Task.FromException<string>(new ModelCallException("busy") { Retryable = true }));

        await run.ErrorAsync(Llm.Replace("name: m", "name: m, maxRetries: 0"), "\"x\"");

        Assert.Single(run.Models.Calls);
    }
}
