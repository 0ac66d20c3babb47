using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Agntz.Testing.Network;

/// <summary>A proxy that sends each request to the next of its servers, and passes on what comes as it comes.</summary>
public sealed class RoundRobin : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly IReadOnlyList<Uri> _servers;
    private readonly int[] _requests;
    private int _next = -1;

    private RoundRobin(WebApplication app, IReadOnlyList<Uri> servers)
    {
        _app = app;
        _servers = servers;
        _requests = new int[servers.Count];
        app.Run(PassOnAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>How many requests each of its servers has got.</summary>
    public IReadOnlyList<int> Requests => _requests;

    /// <summary>Starts one in front of servers.</summary>
    public static async Task<RoundRobin> StartAsync(params IReadOnlyList<Uri> servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new RoundRobin(builder.Build(), servers);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassOnAsync(HttpContext http)
    {
        var index = Interlocked.Increment(ref _next) % _servers.Count;
        Interlocked.Increment(ref _requests[index]);
        using var request = Request(http.Request, _servers[index]);
        using var answer = await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Where(header => header.Key is not "Transfer-Encoding"))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        var room = new byte[16 * 1024];
        while (await body.ReadAsync(room, http.RequestAborted) is var length and > 0)
        {
            await http.Response.Body.WriteAsync(room.AsMemory(0, length), http.RequestAborted);
        }
    }

    private static HttpRequestMessage Request(HttpRequest from, Uri server)
    {
        var to = new HttpRequestMessage(
            new HttpMethod(from.Method), new Uri(server, from.Path.ToUriComponent() + from.QueryString));
        if (from.ContentLength is not null || from.Headers.TransferEncoding.Count > 0)
        {
            to.Content = new StreamContent(from.Body);
        }

        foreach (var (name, values) in from.Headers.Where(header => header.Key is not ("Host" or "Transfer-Encoding")))
        {
            if (!to.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return to;
    }
}
