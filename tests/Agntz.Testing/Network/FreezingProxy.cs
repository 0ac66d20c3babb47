using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Agntz.Testing.Network;

/// <summary>
/// A loopback proxy whose connections can freeze: nothing passes any more, and nobody is told, as when a router has
/// forgotten them or the machine at one end was stopped. New connections pass, unless they are to freeze as well.
/// </summary>
public sealed class FreezingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<FreezingConnection, bool> _connections = new();
    private readonly Task _accepting;
    private Freeze? _next;
    private volatile bool _freezesAll;

    /// <summary>Listens in front of a target.</summary>
    public FreezingProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect instead of the target.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there are, frozen or not.</summary>
    public int Count => _connections.Count;

    /// <summary>
    /// Freezes everything, and what is opened from then on too, as soon as so many bytes more have passed in one
    /// direction, on all connections together: the byte before the last passes and the next one does not. Done once.
    /// </summary>
    /// <param name="bytes">How many bytes still pass.</param>
    /// <param name="toTarget">Whether those are counted that clients send, or those that the target answers.</param>
    /// <returns>Completes when it has frozen.</returns>
    public Task FreezeAfter(long bytes, bool toTarget = true)
    {
        var freeze = new Freeze(bytes, toTarget);
        Volatile.Write(ref _next, freeze);
        return freeze.Done;
    }

    /// <summary>Freezes all connections that there are; new ones pass.</summary>
    /// <returns>How many there were.</returns>
    public int FreezeExisting()
    {
        var existing = _connections.Keys.ToList();
        existing.ForEach(connection => connection.Freeze());
        return existing.Count;
    }

    /// <summary>Freezes all connections, and those that are opened until <see cref="Thaw"/>.</summary>
    public void FreezeAll()
    {
        _freezesAll = true;
        FreezeExisting();
    }

    /// <summary>Lets pass what was held back, and all that comes.</summary>
    public void Thaw()
    {
        Volatile.Write(ref _next, null);
        _freezesAll = false;
        foreach (var connection in _connections.Keys)
        {
            connection.Thaw();
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Close();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _stop.Dispose();
    }

    /// <summary>How many of so many bytes may still pass; the rest comes after the freeze.</summary>
    internal int Pass(int count, bool toTarget)
    {
        if (Volatile.Read(ref _next) is not { } freeze || freeze.ToTarget != toTarget)
        {
            return count;
        }

        var passing = freeze.Pass(count);
        if (passing < count && Interlocked.CompareExchange(ref _next, null, freeze) == freeze)
        {
            FreezeAll();
            freeze.Complete();
        }

        return passing;
    }

    internal void Forget(FreezingConnection connection) => _connections.TryRemove(connection, out _);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                await OpenAsync(client);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task OpenAsync(Socket client)
    {
        var target = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await target.ConnectAsync(_target, _stop.Token);
        }
        catch (SocketException)
        {
            client.Dispose();
            target.Dispose();
            return;
        }

        var connection = new FreezingConnection(this, client, target);
        _connections.TryAdd(connection, true);
        if (_freezesAll)
        {
            connection.Freeze();
        }

        connection.Start();
    }

    /// <summary>A freeze that is still to come.</summary>
    private sealed class Freeze(long bytes, bool toTarget)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _left = bytes;

        public bool ToTarget { get; } = toTarget;

        public Task Done => _done.Task;

        public int Pass(int count) => (int)Math.Clamp(Interlocked.Add(ref _left, -count) + count, 0, count);

        public void Complete() => _done.TrySetResult();
    }
}
