using System.Net;
using System.Net.Sockets;

namespace Agntz.Testing.Network;

/// <summary>One connection through a <see cref="TcpCutter"/>.</summary>
internal sealed class TcpCutterConnection
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpCutter _cutter;
    private readonly Socket _client;
    private readonly Socket _target;
    private volatile TcpCut? _atNextAnswer;

    private TcpCutterConnection(TcpCutter cutter, Socket client, Socket target)
    {
        _cutter = cutter;
        _client = client;
        _target = target;
    }

    public static async Task<TcpCutterConnection> OpenAsync(
        TcpCutter cutter, Socket client, IPEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        await socket.ConnectAsync(target, cancellationToken);
        var connection = new TcpCutterConnection(cutter, client, socket);
        _ = connection.PumpAsync(client, socket, connection.PassRequest);
        _ = connection.PumpAsync(socket, client, connection.PassAnswer);
        return connection;
    }

    public void Close()
    {
        _client.Dispose();
        _target.Dispose();
    }

    private bool PassRequest(ReadOnlySpan<byte> data)
    {
        if (_cutter.TakeCut(data) is not { } cut)
        {
            return true;
        }

        if (cut.AfterDelivery)
        {
            _atNextAnswer = cut;
            return true;
        }

        Close();
        cut.Complete();
        return false;
    }

    private bool PassAnswer(ReadOnlySpan<byte> data)
    {
        if (_atNextAnswer is not { } cut)
        {
            return true;
        }

        Close();
        cut.Complete();
        return false;
    }

    private async Task PumpAsync(Socket from, Socket to, PassData pass)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0 && pass(buffer.AsSpan(0, count)))
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The other direction, or the test, has ended this connection.
        }
        finally
        {
            Close();
        }
    }

    private delegate bool PassData(ReadOnlySpan<byte> data);
}
