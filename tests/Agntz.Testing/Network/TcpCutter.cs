using System.Collections.Concurrent;
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
    private readonly ConcurrentBag<TcpCutterConnection> _connections = [];
    private readonly Task _accepting;
    private TcpCut? _next;
    private volatile bool _isSevered;

    /// <summary>Listens in front of a target.</summary>
    public TcpCutter(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect instead of the target.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Cuts the connection over which a client next sends a text: before the target has seen it, or once the target
    /// has answered it, but without that answer. Done once.
    /// </summary>
    /// <returns>Completes when it has been cut.</returns>
    public Task CutAt(string text, bool afterDelivery)
    {
        var cut = new TcpCut(Encoding.UTF8.GetBytes(text), afterDelivery);
        Volatile.Write(ref _next, cut);
        return cut.Done;
    }

    /// <summary>Cuts every connection and lets none through any more, until <see cref="Restore"/>.</summary>
    public void Sever()
    {
        _isSevered = true;
        CloseAll();
    }

    /// <summary>Lets connections through again.</summary>
    public void Restore() => _isSevered = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        CloseAll();
        _stop.Dispose();
    }

    /// <summary>The cut that is due at this data, once.</summary>
    internal TcpCut? TakeCut(ReadOnlySpan<byte> data) =>
        Volatile.Read(ref _next) is { } cut && data.IndexOf(cut.Mark) >= 0
            && Interlocked.CompareExchange(ref _next, null, cut) == cut
            ? cut
            : null;

    private void CloseAll()
    {
        foreach (var connection in _connections)
        {
            connection.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                if (_isSevered)
                {
                    client.Dispose();
                    continue;
                }

                var connection = await TcpCutterConnection.OpenAsync(this, client, _target, _stop.Token);
                _connections.Add(connection);
                if (_isSevered)
                {
                    connection.Close();
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException)
        {
            // The test is over, or took the target away.
        }
    }
}
