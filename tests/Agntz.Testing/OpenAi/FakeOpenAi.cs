using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Agntz.Testing.OpenAi;

/// <summary>
/// A real HTTP server on loopback that speaks the streaming chat completions protocol. Answers as it was told, in
/// order, and after that every time with a short text.
/// </summary>
public sealed class FakeOpenAi : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeAnswer> _answers = new();
    private readonly ConcurrentQueue<FakeRequest> _requests = new();

    private readonly SemaphoreSlim _received = new(0);

    private FakeOpenAi(WebApplication app) => _app = app;

    /// <summary>What <c>OPENAI_BASE_URL</c> is set to.</summary>
    public string BaseUrl => $"{_app.Urls.First()}/v1";

    /// <summary>The settings that lead a service here.</summary>
    public (string Key, string Value)[] Settings => [("OPENAI_BASE_URL", BaseUrl), ("OPENAI_API_KEY", "sk-secret")];

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeOpenAi> StartAsync(params FakeAnswer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeOpenAi(app);
        foreach (var answer in answers)
        {
            server.Enqueue(answer);
        }

        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

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

    /// <summary>What is answered when nothing was told; a short text when not set.</summary>
    public Func<FakeRequest, FakeAnswer>? Otherwise { get; set; }

    /// <summary>Adds an answer.</summary>
    public void Enqueue(FakeAnswer answer) => _answers.Enqueue(answer);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _received.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var request = new FakeRequest(http.Request.Headers.Authorization, body.RootElement.Clone());
        _requests.Enqueue(request);
        var next = _answers.TryDequeue(out var answer)
            ? answer
            : Otherwise?.Invoke(request) ?? new FakeAnswer.Text("Hello", " there.");
        _received.Release();
        await AnswerAsync(http, next);
    }

    private static async Task AnswerAsync(HttpContext http, FakeAnswer answer)
    {
        switch (answer)
        {
            case FakeAnswer.Held held:
                await held.Release.WaitAsync(http.RequestAborted);
                await AnswerAsync(http, held.Then);
                break;
            case FakeAnswer.Paused paused:
                await WriteTextAsync(http, [paused.Beginning]);
                await paused.Release.WaitAsync(http.RequestAborted);
                await AnswerAsync(http, paused.Then);
                break;
            case FakeAnswer.Refusal refusal:
                await RefuseAsync(http, refusal);
                break;
            case FakeAnswer.Malformed:
                await http.Response.WriteAsync("data: {\"choices\": [nonsense\n\n");
                break;
            case FakeAnswer.Cut cut:
                await WriteTextAsync(http, cut.Chunks);
                http.Abort();
                break;
            case FakeAnswer.Unfinished unfinished:
                await WriteTextAsync(http, unfinished.Chunks);
                break;
            case FakeAnswer.ToolCalls tools:
                await WriteTextAsync(http, tools.Before.Length == 0 ? [] : [tools.Before]);
                await WriteToolCallsAsync(http, tools.Calls);
                await FinishAsync(http, "tool_calls", 7, 5);
                break;
            case FakeAnswer.Text text:
                await WriteTextAsync(http, text.Chunks);
                await FinishAsync(http, text.FinishReason, text.PromptTokens, text.CompletionTokens);
                break;
        }
    }

    private static async Task RefuseAsync(HttpContext http, FakeAnswer.Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = wait;
        }

        await http.Response.WriteAsJsonAsync(new { error = new { message = refusal.Message, type = "error" } });
    }

    private static async Task WriteToolCallsAsync(HttpContext http, FakeToolCall[] calls)
    {
        foreach (var (index, call) in calls.Index())
        {
            await WriteAsync(http, OpenAiChunks.ToolCall(index, call));
        }

        for (var piece = 0; calls.Any(call => piece < call.Arguments.Length); piece++)
        {
            foreach (var (index, call) in calls.Index().Where(it => piece < it.Item.Arguments.Length))
            {
                await WriteAsync(http, OpenAiChunks.ToolArguments(index, call.Arguments[piece]));
            }
        }
    }

    private static async Task FinishAsync(HttpContext http, string reason, int promptTokens, int completionTokens)
    {
        await WriteAsync(http, OpenAiChunks.Finish(reason));
        await WriteAsync(http, OpenAiChunks.Usage(promptTokens, completionTokens));
        await http.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static async Task WriteTextAsync(HttpContext http, string[] chunks)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "text/event-stream";
        }

        foreach (var chunk in chunks)
        {
            await WriteAsync(http, OpenAiChunks.Text(chunk));
        }
    }

    private static async Task WriteAsync(HttpContext http, string chunk)
    {
        await http.Response.WriteAsync($"data: {chunk}\n\n");
        await http.Response.Body.FlushAsync();
    }
}
