using System.Net;
using System.Net.Sockets;
using System.Text;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// A request over a socket. It speaks HTTP/1.0, so the body is what comes until the end of the connection.
/// </summary>
internal static class RawStream
{
    /// <summary>Opens a stream, and returns when its server has begun to answer.</summary>
    public static async Task<Socket> OpenAsync(int port, string path)
    {
        var socket = await SendAsync(
            port, $"GET {path} HTTP/1.0\r\nAuthorization: Bearer {PublishedService.Key}\r\n\r\n");
        await socket.ReceiveAsync(new byte[1]);
        return socket;
    }

    /// <summary>Sends a body as JSON.</summary>
    public static Task<Socket> PostAsync(int port, string path, string json) => SendAsync(
        port,
        $"POST {path} HTTP/1.0\r\nAuthorization: Bearer {PublishedService.Key}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    private static async Task<Socket> SendAsync(int port, string request)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request));
        return socket;
    }
}
