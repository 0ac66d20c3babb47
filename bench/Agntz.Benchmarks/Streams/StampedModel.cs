using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// A model server that says, when it is let, pieces of text with the time at which each was sent, each long enough to
/// become an event of its own.
/// </summary>
internal sealed class StampedModel : IAsyncDisposable
{
    public const byte Mark = (byte)'@';

    private const int Length = 1024;

    private readonly WebApplication _app;
    private TaskCompletionSource _released = new();

    private StampedModel(WebApplication app) => _app = app;

    public string BaseUrl => $"{_app.Urls.First()}/v1";

    public int Pieces { get; set; }

    public TimeSpan Pause { get; set; }

    public static async Task<StampedModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var model = new StampedModel(builder.Build());
        model._app.Run(model.AnswerAsync);
        await model._app.StartAsync();
        return model;
    }

    /// <summary>Lets it answer one request.</summary>
    public void Release()
    {
        var released = _released;
        _released = new TaskCompletionSource();
        released.SetResult();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static byte[] Chunk(string text, string finish, string usage) => Encoding.UTF8.GetBytes(
        """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"""
        + $$"""
           "delta":{"role":"assistant","content":"{{text}}"},"finish_reason":{{finish}}}],"usage":{{usage}}}
           """
        + "\n\n");

    private async Task AnswerAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        await _released.Task;
        http.Response.ContentType = "text/event-stream";
        for (var piece = 0; piece < Pieces; piece++)
        {
            var stamp = $"@{Stopwatch.GetTimestamp()}@";
            await http.Response.Body.WriteAsync(Chunk(stamp.PadRight(Length, 'x'), "null", "null"));
            if (Pause > TimeSpan.Zero)
            {
                await Task.Delay(Pause);
            }
        }

        const string Usage = """{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}""";
        await http.Response.Body.WriteAsync(Chunk("", "\"stop\"", Usage));
        await http.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray());
    }
}
