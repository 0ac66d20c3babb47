using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Agntz.Testing.Otlp;

/// <summary>A collector on loopback that keeps what it receives, over HTTP or over gRPC.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcFrame = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpRequest> _requests = new();
    private readonly SemaphoreSlim _received = new(0);

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url => _app.Urls.First();

    /// <summary>What it received so far, in order.</summary>
    public IReadOnlyList<OtlpRequest> Requests => [.. _requests];

    /// <summary>The status it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>What every answer waits for; null when it comes at once.</summary>
    public Task? Release { get; set; }

    /// <summary>Starts one on a free port.</summary>
    /// <param name="isGrpc">Whether it speaks gRPC.</param>
    public static async Task<OtlpReceiver> StartAsync(bool isGrpc = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(
            endpoint => endpoint.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.AnswerAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what was received holds what is looked for.</summary>
    public async Task<T> WaitForAsync<T>(Func<IReadOnlyList<OtlpRequest>, T?> find)
        where T : class
    {
        while (true)
        {
            if (find(Requests) is { } found)
            {
                return found;
            }

            if (!await _received.WaitAsync(Patience))
            {
                throw new TimeoutException($"Among {_requests.Count} exports was not what was looked for.");
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
        var isGrpc = http.Request.ContentType is "application/grpc";
        var message = await ReadAsync(http.Request);
        _requests.Enqueue(new OtlpRequest(
            http.Request.Path,
            http.Request.Headers.ToDictionary(it => it.Key, it => it.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            isGrpc ? message[GrpcFrame..] : message));
        _received.Release();
        await (Release?.WaitAsync(http.RequestAborted) ?? Task.CompletedTask);
        http.Response.StatusCode = Status;
        if (isGrpc)
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[GrpcFrame]);
            http.Response.AppendTrailer("grpc-status", "0");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        var isCompressed = request.Headers.ContentEncoding == "gzip";
        await using var body = isCompressed ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        return copy.ToArray();
    }
}
