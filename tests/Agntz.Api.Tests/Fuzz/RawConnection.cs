using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>HTTP/1.1 over a socket: sends bytes as they are, also those no client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly PipeReader _reader;

    private RawConnection(Socket socket)
    {
        _socket = socket;
        _reader = PipeReader.Create(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Whether it has been used.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Opens one.</summary>
    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancellationToken);
        return new RawConnection(socket);
    }

    /// <summary>Sends a request and reads its answer to the end, or to the beginning of a stream.</summary>
    public async Task<RawAnswer> SendAsync(FuzzedRequest request, CancellationToken cancellationToken)
    {
        var sending = WriteAsync(request, cancellationToken);
        var answer = await ReadAsync(request, cancellationToken);
        await sending;
        IsUsed = true;
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // What was refused before it was sent to its end breaks off here, and the answer tells why.
    private async Task WriteAsync(FuzzedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            for (var rest = request.Bytes.AsMemory(); rest.Length > 0;)
            {
                rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
            }

            if (request.EndsEarly)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
        }
    }

    private async Task<RawAnswer> ReadAsync(FuzzedRequest request, CancellationToken cancellationToken)
    {
        var status = int.Parse((await ReadLineAsync(cancellationToken)).Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (status < 200)
        {
            return await ReadAsync(request, cancellationToken);
        }

        var head = new RawAnswer(status, headers, []);
        return head.IsStream || request.Method is "HEAD" || status is 204 or 304
            ? head
            : head with { Body = await ReadBodyAsync(headers, cancellationToken) };
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        if (!headers.ContainsKey("Transfer-Encoding"))
        {
            return await ReadToEndAsync(cancellationToken);
        }

        var body = new MemoryStream();
        while (Convert.ToInt32(await ReadLineAsync(cancellationToken), 16) is > 0 and var size)
        {
            body.Write(await ReadBytesAsync(size, cancellationToken));
            await ReadLineAsync(cancellationToken);
        }

        await ReadLineAsync(cancellationToken);
        return body.ToArray();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(result.Buffer.Slice(0, end)).TrimEnd('\r');
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            ThrowAtEnd(result);
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return [];
        }

        var result = await _reader.ReadAtLeastAsync(count, cancellationToken);
        if (result.Buffer.Length < count)
        {
            ThrowAtEnd(result);
        }

        var bytes = result.Buffer.Slice(0, count).ToArray();
        _reader.AdvanceTo(result.Buffer.GetPosition(count));
        return bytes;
    }

    private async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await _reader.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static void ThrowAtEnd(ReadResult result)
    {
        if (result.IsCompleted)
        {
            throw new EndOfStreamException("The connection ended before its answer did.");
        }
    }
}
