using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Agntz.Testing.Network;

/// <summary>
/// A real HTTP server on loopback that keeps what it receives. Answers as it was told, in order, and after that as it
/// does otherwise.
/// </summary>
public sealed class RecordingServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedAnswer> _answers = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly SemaphoreSlim _received = new(0);

    private RecordingServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Host and port.</summary>
    public string Host => new Uri(Url).Authority;

    /// <summary>The port.</summary>
    public int Port => new Uri(Url).Port;

    /// <summary>What it received so far, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>What is answered when nothing was told; <c>{}</c> when not set.</summary>
    public Func<RecordedRequest, RecordedAnswer>? Otherwise { get; set; }

    /// <summary>Starts one on a free port.</summary>
    public static async Task<RecordingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new RecordingServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Adds an answer.</summary>
    public void Enqueue(RecordedAnswer answer) => _answers.Enqueue(answer);

    /// <summary>Waits until so many more requests have come in.</summary>
    public async Task ReceivedAsync(int count)
    {
        for (var received = 0; received < count; received++)
        {
            if (!await _received.WaitAsync(Patience))
            {
                throw new TimeoutException($"{received} of {count} expected requests came in within {Patience}.");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _received.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var request = new RecordedRequest(
            http.Request.Method,
            http.Features.Get<IHttpRequestFeature>()!.RawTarget,
            http.Request.Headers.ToDictionary(it => it.Key, it => it.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _requests.Enqueue(request);
        var answer = _answers.TryDequeue(out var next) ? next : Otherwise?.Invoke(request) ?? new RecordedAnswer();
        _received.Release();
        await (answer.Release?.WaitAsync(http.RequestAborted) ?? Task.CompletedTask);
        if (answer.Cut)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.Headers.Location = answer.Location;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        await (answer.Write?.Invoke(http.Response.Body, http.RequestAborted) ?? http.Response.WriteAsync(answer.Body));
    }
}
