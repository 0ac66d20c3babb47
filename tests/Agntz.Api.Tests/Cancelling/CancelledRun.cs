using System.Net;
using System.Text.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>A run that has ended, as everybody sees it: record, trace and both logs.</summary>
internal sealed class CancelledRun
{
    private CancelledRun(JsonElement record, JsonElement trace, IReadOnlyList<StreamedEvent> events)
    {
        Record = record;
        Summary = trace.GetProperty("summary");
        Spans = [.. trace.GetProperty("spans").EnumerateArray()];
        Events = events;
    }

    /// <summary>The record.</summary>
    public JsonElement Record { get; }

    /// <summary>Its status.</summary>
    public string? Status => Record.GetProperty("status").GetString();

    /// <summary>The summary of the trace.</summary>
    public JsonElement Summary { get; }

    /// <summary>The spans, in the order they began.</summary>
    public IReadOnlyList<JsonElement> Spans { get; }

    /// <summary>The log of the run.</summary>
    public IReadOnlyList<StreamedEvent> Events { get; }

    /// <summary>Reads the run once it has ended.</summary>
    public static async Task<CancelledRun> ReadAsync(AgntzClient api, string id)
    {
        var events = await ReadLogAsync(api, $"/runs/{id}/stream?since=0");
        var spans = await ReadLogAsync(api, $"/traces/{id}/stream?since=0");
        Assert.Equal("trace-done", Assert.Single(spans, entry => entry.Name is "trace-done").Name);
        Assert.Equal("trace-done", spans[^1].Name);
        return new CancelledRun(
            await api.GetJsonAsync($"/runs/{id}"), await api.GetJsonAsync($"/traces/{id}"), events);
    }

    /// <summary>How many spans of a kind there are, by status.</summary>
    public IReadOnlyDictionary<string, int> Count(string kind) => Spans
        .Where(span => span.GetProperty("kind").GetString() == kind)
        .CountBy(span => span.GetProperty("status").GetString()!)
        .ToDictionary();

    private static async Task<IReadOnlyList<StreamedEvent>> ReadLogAsync(AgntzClient api, string path)
    {
        await using var stream = await EventReading.OpenAsync(api.Http, path);
        Assert.Equal(HttpStatusCode.OK, stream.Status);
        var log = await stream.ReadAsync();
        Assert.Equal(Enumerable.Range(1, log.Count).Select(number => (long?)number), log.Select(entry => entry.Id));
        return log;
    }
}
