using System.Collections.Concurrent;
using System.Text.Json;
using Agntz.Testing.OpenAi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Agntz.Testing.Models;

/// <summary>
/// A real HTTP server on loopback that streams what a model says, in a protocol of its own. Answers as it was told, in
/// order, and after that every time with a short text.
/// </summary>
public abstract class FakeModelServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeAnswer> _answers = new();
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly SemaphoreSlim _received = new(0);

    /// <summary>Prepares one.</summary>
    /// <param name="path">Where it is asked.</param>
    protected FakeModelServer(string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost(path, AnswerAsync);
    }

    /// <summary>The settings that lead a service here.</summary>
    public abstract (string Key, string Value)[] Settings { get; }

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>What is answered when nothing was told; a short text when not set.</summary>
    public Func<FakeRequest, FakeAnswer>? Otherwise { get; set; }

    /// <summary>Where it listens, without a slash at the end.</summary>
    protected string Url => _app.Urls.First();

    /// <summary>Something that is not of the protocol, as it is sent.</summary>
    protected abstract string Nonsense { get; }

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

    /// <summary>Adds an answer.</summary>
    public void Enqueue(FakeAnswer answer) => _answers.Enqueue(answer);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app.DisposeAsync();
        _received.Dispose();
    }

    /// <summary>Starts it on a free port.</summary>
    protected Task ListenAsync(IEnumerable<FakeAnswer> answers)
    {
        foreach (var answer in answers)
        {
            Enqueue(answer);
        }

        return _app.StartAsync();
    }

    /// <summary>Begins an answer in the protocol.</summary>
    /// <param name="http">The request.</param>
    /// <param name="model">The model that was asked.</param>
    protected abstract IFakeStream Begin(HttpContext http, string model);

    /// <summary>The body of a refusal.</summary>
    protected abstract object Refuse(string message);

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var request = new FakeRequest(http.Request.Headers.Authorization, body.RootElement.Clone())
        {
            TraceParent = http.Request.Headers.TraceParent,
        };
        _requests.Enqueue(request);
        var next = _answers.TryDequeue(out var answer)
            ? answer
            : Otherwise?.Invoke(request) ?? new FakeAnswer.Text("Hello", " there.");
        _received.Release();
        await AnswerAsync(http, Begin(http, request.Body.GetProperty("model").GetString()!), next);
    }

    private async Task AnswerAsync(HttpContext http, IFakeStream stream, FakeAnswer answer)
    {
        switch (answer)
        {
            case FakeAnswer.Held held:
                await held.Release.WaitAsync(http.RequestAborted);
                await AnswerAsync(http, stream, held.Then);
                break;
            case FakeAnswer.Paused paused:
                await stream.SayAsync(paused.Beginning);
                await paused.Release.WaitAsync(http.RequestAborted);
                await AnswerAsync(http, stream, paused.Then);
                break;
            case FakeAnswer.Refusal refusal:
                http.Response.StatusCode = refusal.Status;
                http.Response.Headers.RetryAfter = refusal.RetryAfter;
                await http.Response.WriteAsJsonAsync(Refuse(refusal.Message));
                break;
            case FakeAnswer.Malformed:
                await http.Response.WriteAsync(Nonsense);
                break;
            case FakeAnswer.Cut cut:
                await stream.SayAsync(cut.Chunks);
                http.Abort();
                break;
            case FakeAnswer.Unfinished unfinished:
                await stream.SayAsync(unfinished.Chunks);
                break;
            case FakeAnswer.ToolCalls tools:
                await stream.SayAsync(tools.Before.Length == 0 ? [] : [tools.Before]);
                await stream.CallAsync(tools.Calls);
                await stream.FinishAsync(stream.ToolsReason, new FakeUsage(7, 5));
                break;
            case FakeAnswer.Text text:
                await stream.SayAsync(text.Chunks);
                await stream.FinishAsync(text.FinishReason, text.Usage);
                break;
        }
    }
}
