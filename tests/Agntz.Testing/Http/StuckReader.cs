using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;

namespace Agntz.Testing.Http;

/// <summary>
/// A client that opens a stream and then reads nothing of it, for as long as it likes. It speaks HTTP/1.0, so that the body
/// is what comes until the end of the connection.
/// </summary>
public sealed class StuckReader : IAsyncDisposable
{
    private const int SmallestBuffer = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;

    private StuckReader(Socket socket) => _socket = socket;

    /// <summary>Opens a stream, and returns when the server has begun to answer.</summary>
    public static async Task<StuckReader> OpenAsync(Uri address, string path)
    {
        // As small as the system allows: what it takes in for a reader who does not read is nothing of the server's.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallestBuffer };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.0\r\nAuthorization: Bearer {AgntzApplication.Key}\r\n\r\n"));
        await socket.ReceiveAsync(new byte[1]).WaitAsync(Patience);
        return new StuckReader(socket);
    }

    /// <summary>Reads on at last: everything from the first event to the end.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> ReadAsync()
    {
        await using var stream = new NetworkStream(_socket);
        using var patience = new CancellationTokenSource(Patience);
        await SkipHeadersAsync(stream, patience.Token);
        var events = new List<StreamedEvent>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            events.Add(StreamedEvent.Of(item));
        }

        return events;
    }

    /// <summary>Takes what was sent by then, until the server has ended the connection.</summary>
    public async Task ReadUntilCutAsync()
    {
        var buffer = new byte[SmallestBuffer];
        try
        {
            while (await _socket.ReceiveAsync(buffer).WaitAsync(Patience) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Cut with something under way, as it must be.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task SkipHeadersAsync(Stream stream, CancellationToken cancellationToken)
    {
        const string End = "\r\n\r\n";
        var one = new byte[1];
        for (var matched = 0; matched < End.Length;)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            matched = one[0] == End[matched] ? matched + 1 : one[0] == End[0] ? 1 : 0;
        }
    }
}
