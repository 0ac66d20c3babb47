using System.Runtime.CompilerServices;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Models;

public sealed class TextStreamTests : IDisposable
{
    private const string Llm =
        """
        id: one
        kind: llm
        model: {provider: fake, name: m}
        instruction: Answer.

        """;

    private static readonly TimeSpan Patience = TextStream.Patience;

    private readonly TestExecution _run = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Execute_ModelThatStreams_TellsItsTextOncePatienceIsOver()
    {
        var (said, more) = (new TaskCompletionSource(), new TaskCompletionSource());
        _run.Models.Pieces = _ => Pieces();
        var execution = _run.ExecuteAsync(Llm, "\"x\"", Token);
        await said.Task.WaitAsync(Token);

        _run.Clock.Advance(Patience - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Texts());
        _run.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["Hello"], Texts());
        more.SetResult();
        await execution.WaitAsync(Token);

        Assert.Equal(["Hello", " there"], Texts());
        AssertToldBeforeTheEndOf(Assert.Single(Calls()));

        async IAsyncEnumerable<string> Pieces()
        {
            yield return "Hel";
            yield return "lo";
            said.SetResult();
            await more.Task;
            yield return " ";
            yield return "there";
        }
    }

    [Fact]
    public async Task Execute_EnoughTextAtOnce_IsToldWithoutWaiting()
    {
        _run.Models.Pieces = _ => new[] { new string('a', 1000), new string('ü', 12), "b" }.ToAsyncEnumerable();

        await _run.ExecuteAsync(Llm, "\"x\"", Token);

        Assert.Equal([new string('a', 1000) + new string('ü', 12), "b"], Texts());
    }

    [Fact]
    public async Task Execute_CharacterThatComesInTwoHalves_IsToldWhole()
    {
        _run.Models.Pieces = _ => new[] { new string('a', 2000) + '\ud83d', "\ude00!" }.ToAsyncEnumerable();

        await _run.ExecuteAsync(Llm, "\"x\"", Token);

        Assert.Equal([new string('a', 2000), "\ud83d\ude00!"], Texts());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Execute_TryThatFails_VoidsWhatItToldAndNothingElse(bool tells)
    {
        var (said, fail) = (new TaskCompletionSource(), new TaskCompletionSource());
        _run.Models.Pieces = _ => said.Task.IsCompleted ? new[] { "Second" }.ToAsyncEnumerable() : Failing();
        var execution = _run.ExecuteAsync(Llm, "\"x\"", Token);
        await said.Task.WaitAsync(Token);
        if (tells)
        {
            _run.Clock.Advance(Patience);
        }

        fail.SetResult();
        while (!execution.IsCompleted)
        {
            _run.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await execution;
        var ends = _run.Writer.Changes.OfType<RunChange.SpanEnded>().Select(end => (end.Span.Status, end.Span.VoidsText));
        Assert.Equal([(SpanStatus.Error, tells), (SpanStatus.Ok, false)], ends);
        Assert.Equal(tells ? ["First", "Second"] : ["Second"], Texts());

        async IAsyncEnumerable<string> Failing()
        {
            yield return "First";
            said.SetResult();
            await fail.Task;
            throw new ModelCallException("cut off") { Retryable = true };
        }
    }

    [Fact]
    public async Task Execute_CallThatIsAborted_VoidsWhatItTold()
    {
        var said = new TaskCompletionSource();
        _run.Models.Pieces = _ => Endless();
        var execution = _run.ExecuteAsync(Llm, "\"x\"", Token);
        await said.Task.WaitAsync(Token);
        _run.Clock.Advance(Patience);

        _run.Hold.Cancel(CancelMode.Abort);
        await execution.WaitAsync(Token);
        _run.Clock.Advance(Patience);

        var end = Assert.Single(_run.Writer.Changes.OfType<RunChange.SpanEnded>()).Span;
        Assert.Equal((SpanStatus.Cancelled, true), (end.Status, end.VoidsText));
        Assert.Equal(["First"], Texts());

        async IAsyncEnumerable<string> Endless()
        {
            yield return "First";
            said.SetResult();
            await Task.Delay(Timeout.Infinite, _run.Hold.Aborted);
        }
    }

    [Fact]
    public async Task Execute_CallOfARunThatIsSuperseded_IsBrokenOffAndVoidsWhatItTold()
    {
        var said = new TaskCompletionSource();
        _run.Models.Pieces = _ => Endless(Token);
        var execution = _run.ExecuteAsync(Llm, "\"x\"", Token);
        await said.Task.WaitAsync(Token);
        _run.Clock.Advance(Patience);

        _run.Hold.Supersede();
        await execution.WaitAsync(Token);
        _run.Clock.Advance(Patience);

        var end = Assert.Single(_run.Writer.Changes.OfType<RunChange.SpanEnded>()).Span;
        Assert.Equal((SpanStatus.Cancelled, RunEnd.Superseded, true), (end.Status, end.Error, end.VoidsText));
        Assert.Equal(["First"], Texts());

        async IAsyncEnumerable<string> Endless([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return "First";
            said.SetResult();
            await Task.Delay(Timeout.Infinite, _run.Hold.ModelsAborted).WaitAsync(cancellationToken);
        }
    }

    private IEnumerable<string> Texts() =>
        _run.Writer.Changes.OfType<RunChange.TextStreamed>().Select(streamed => streamed.Text);

    private IEnumerable<SpanId> Calls() => _run.Writer.Changes.OfType<RunChange.SpanStarted>()
        .Where(start => start.Span.Kind is SpanKind.ModelCall).Select(start => start.Span.Id);

    private void AssertToldBeforeTheEndOf(SpanId call)
    {
        var changes = _run.Writer.Changes.ToList();
        Assert.All(changes.OfType<RunChange.TextStreamed>(), streamed => Assert.Equal(call, streamed.Span));
        Assert.True(changes.FindLastIndex(change => change is RunChange.TextStreamed)
            < changes.FindIndex(change => change is RunChange.SpanEnded end && end.Span.Id == call));
    }
}
