using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace Agntz.Testing.Http;

/// <summary>An open event stream, read by the platform's own parser.</summary>
public sealed class EventReading : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventReading(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>The status.</summary>
    public HttpStatusCode Status => _response.StatusCode;

    /// <summary>The headers, those of the content as well.</summary>
    public string? Header(string name) =>
        _response.Headers.TryGetValues(name, out var values) || _response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(",", values)
            : null;

    /// <summary>Opens a stream; returns with its headers.</summary>
    public static async Task<EventReading> OpenAsync(
        HttpClient http, string path, string? lastEventId = null, object? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return await OpenAsync(http, request);
    }

    /// <summary>Opens a stream with a request of the caller's own; returns with its headers.</summary>
    public static async Task<EventReading> OpenAsync(HttpClient http, HttpRequestMessage request)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventReading(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end.</summary>
    public async Task<StreamedEvent?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Patience) ? StreamedEvent.Of(_events.Current) : null;

    /// <summary>Everything to the end, or to the first event that is enough.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> ReadAsync(Func<StreamedEvent, bool>? until = null)
    {
        var events = new List<StreamedEvent>();
        while (await NextAsync() is { } next)
        {
            events.Add(next);
            if (until?.Invoke(next) is true)
            {
                break;
            }
        }

        return events;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await ValueTask.CompletedTask;
    }
}
