using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agntz.Benchmarks.Load;

/// <summary>A model server that takes no time: reads the request and answers a stream that was made before.</summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        string.Concat(new[] { "You ", "said: ", "something ", "interesting." }.Select(word => Chunk(
            $$"""[{"index":0,"delta":{"role":"assistant","content":"{{word}}"},"finish_reason":null}]""", "null")))
        + Chunk("""[{"index":0,"delta":{},"finish_reason":"stop"}]""", "null")
        + Chunk("[]", """{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}""")
        + "data: [DONE]\n\n");

    private readonly WebApplication _app;

    private InstantModel(WebApplication app) => _app = app;

    public string BaseUrl => $"{_app.Urls.First()}/v1";

    public static async Task<InstantModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new InstantModel(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        http.Response.ContentType = "text/event-stream";
        await http.Response.Body.WriteAsync(Answer);
    }

    private static string Chunk(string choices, string usage) =>
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"instant","choices":"""
        + $"{choices},\"usage\":{usage}}}\n\n";
}
