using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>Follows both logs of a run at one process.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private static readonly string[] Terminal = ["run-complete", "run-error", "run-cancelled", "trace-done"];

    private readonly EventReading _run;
    private readonly EventReading _trace;
    private readonly List<StreamedEvent> _events = [];
    private readonly List<StreamedEvent> _spans = [];

    private readonly int _after;

    private Subscriber(EventReading run, EventReading trace, int after)
    {
        _run = run;
        _trace = trace;
        _after = after;
    }

    /// <summary>What models have said, as it came.</summary>
    public IEnumerable<string?> Texts => _events.Where(it => it.Name is "text-delta").Select(it => it.Text("text"));

    /// <summary>Begins to follow, from the first event, or from the one after a number.</summary>
    public static async Task<Subscriber> JoinAsync(AgntzClient api, string id, int after = 0) => new(
        await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream?since={after}"),
        await EventReading.OpenAsync(api.Http, $"/traces/{id}/stream?since={after}"),
        after);

    /// <summary>Reads one event of each log.</summary>
    /// <returns>Their numbers; null at the end.</returns>
    public async Task<(long? Run, long? Trace)> NextAsync() =>
        ((await _run.NextAsync())?.Id, (await _trace.NextAsync())?.Id);

    /// <summary>Reads until a model has said something, and the start of its call is there.</summary>
    public async Task ReadUntilTextAsync()
    {
        _events.AddRange(await _run.ReadAsync(until: it => it.Name is "text-delta"));
        _spans.AddRange(await _trace.ReadAsync(until: it => it.Id == 2));
    }

    /// <summary>Reads to the ends of the logs.</summary>
    public async Task ReadToEndAsync()
    {
        _events.AddRange(await _run.ReadAsync());
        _spans.AddRange(await _trace.ReadAsync());
    }

    /// <summary>Reads what there is until the connections break.</summary>
    public async Task ReadUntilCutAsync()
    {
        await ReadUntilCutAsync(_run, _events);
        await ReadUntilCutAsync(_trace, _spans);
    }

    /// <summary>Holds that both logs are there, each with all its numbers and its one end.</summary>
    /// <param name="last">The end of the run's log.</param>
    public void AssertWhole(string last = "run-complete")
    {
        AssertWhole(_events, last);
        AssertWhole(_spans, "trace-done");
    }

    /// <summary>Holds that another has read the same, byte for byte.</summary>
    public void AssertSameAs(Subscriber other)
    {
        Assert.Equal(other._events, _events);
        Assert.Equal(other._spans, _spans);
    }

    /// <summary>Holds that another has read the same and more, and that this one has read nothing beyond a text.</summary>
    public void AssertBeginningOf(Subscriber other, string lastText)
    {
        Assert.Equal(lastText, _events[^1].Text("text"));
        Assert.Equal(other._events.Take(_events.Count), _events);
        Assert.Equal(other._spans.Take(_spans.Count), _spans);
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        await _trace.DisposeAsync();
    }

    private void AssertWhole(List<StreamedEvent> log, string last)
    {
        Assert.Equal(last, log[^1].Name);
        Assert.Single(log, it => Terminal.Contains(it.Name));
        Assert.Equal(Enumerable.Range(_after + 1, log.Count).Select(seq => (long?)seq), log.Select(it => it.Id));
    }

    private static async Task ReadUntilCutAsync(EventReading stream, List<StreamedEvent> into)
    {
        try
        {
            while (await stream.NextAsync() is { } next)
            {
                into.Add(next);
            }
        }
        catch (IOException)
        {
            // The process at the other end is dead.
        }
    }
}
