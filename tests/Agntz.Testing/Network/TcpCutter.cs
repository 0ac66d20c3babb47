using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Agntz.Testing.Network;

/// <summary>
/// A loopback proxy that breaks connections at chosen moments: for what happens when a network does.
/// </summary>
public sealed class TcpCutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];
    private TaskCompletionSource? _cut;
    private byte[]? _mark;
    private bool _deliverMark;

    /// <summary>Listens in front of a target.</summary>
    public TcpCutter(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where to connect instead of the target.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Cuts the connection over which a client next sends a text: before the target has seen it, or after, but then
    /// without its answer. Done once.
    /// </summary>
    /// <returns>Completes when it has been cut.</returns>
    public Task CutAt(string text, bool afterDelivery)
    {
        lock (_lock)
        {
            _mark = Encoding.UTF8.GetBytes(text);
            _deliverMark = afterDelivery;
            _cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _cut.Task;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        lock (_lock)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(_target, _stop.Token);
                lock (_lock)
                {
                    _sockets.AddRange([client, server]);
                }

                _ = PumpAsync(client, server, watched: true);
                _ = PumpAsync(server, client, watched: false);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool watched)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                var data = buffer.AsMemory(0, count);
                if (watched && TakeMark(data.Span) is { } cut)
                {
                    await CutAsync(from, to, data, cut);
                    return;
                }

                await to.SendAsync(data, _stop.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other direction, or the test, has ended this connection.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private TaskCompletionSource? TakeMark(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_mark is null || data.IndexOf(_mark) < 0)
            {
                return null;
            }

            _mark = null;
            return _cut;
        }
    }

    private async Task CutAsync(Socket client, Socket server, ReadOnlyMemory<byte> data, TaskCompletionSource cut)
    {
        client.Close();
        if (_deliverMark)
        {
            await server.SendAsync(data, _stop.Token);

            // The target has taken it once it answers; the answer goes nowhere.
            await server.ReceiveAsync(new byte[1], _stop.Token);
        }

        cut.SetResult();
    }
}
