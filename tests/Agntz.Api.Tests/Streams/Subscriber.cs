using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>Follows both logs of a run at one process.</summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private readonly EventReading _run;
    private readonly EventReading _trace;
    private readonly List<StreamedEvent> _events = [];
    private readonly List<StreamedEvent> _spans = [];

    private Subscriber(EventReading run, EventReading trace)
    {
        _run = run;
        _trace = trace;
    }

    /// <summary>What models have said, as it came.</summary>
    public IEnumerable<string?> Texts => _events.Where(it => it.Name is "text-delta").Select(it => it.Text("text"));

    /// <summary>Begins to follow, from the first event.</summary>
    public static async Task<Subscriber> JoinAsync(AgntzClient api, string id) => new(
        await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream?since=0"),
        await EventReading.OpenAsync(api.Http, $"/traces/{id}/stream?since=0"));

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

    /// <summary>Holds that both logs are there, each with its numbers from 1 and its end.</summary>
    public void AssertWhole()
    {
        Assert.Equal("run-complete", _events[^1].Name);
        Assert.Equal("trace-done", _spans[^1].Name);
        Assert.Equal(Enumerable.Range(1, _events.Count).Select(seq => (long?)seq), _events.Select(it => it.Id));
        Assert.Equal(Enumerable.Range(1, _spans.Count).Select(seq => (long?)seq), _spans.Select(it => it.Id));
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
