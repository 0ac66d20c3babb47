using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agntz.Benchmarks.Streams;

/// <summary>What a stream costs at least: a server that answers with the beginning of one and then nothing.</summary>
internal static class BareStreams
{
    public const string Name = "bare-streams";

    public static async Task ServeAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        await Console.Out.WriteLineAsync("listening");
        await Console.In.ReadLineAsync();
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.UnsafeRegister(static it => ((TaskCompletionSource)it!).SetResult(), gone);
        http.Response.ContentType = "text/event-stream";
        await http.Response.Body.WriteAsync("retry: 2000\n\n"u8.ToArray());
        await gone.Task;
    }
}
