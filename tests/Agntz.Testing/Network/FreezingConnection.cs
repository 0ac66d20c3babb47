using System.Net.Sockets;

namespace Agntz.Testing.Network;

/// <summary>One connection through a <see cref="FreezingProxy"/>.</summary>
internal sealed class FreezingConnection(FreezingProxy proxy, Socket client, Socket target)
{
    private const int BufferBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _frozen;

    public void Start()
    {
        client.NoDelay = true;
        target.NoDelay = true;
        _ = PumpAsync(client, target, toTarget: true);
        _ = PumpAsync(target, client, toTarget: false);
    }

    public void Freeze()
    {
        lock (_lock)
        {
            _frozen ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Thaw()
    {
        lock (_lock)
        {
            _frozen?.TrySetResult();
            _frozen = null;
        }
    }

    public void Close()
    {
        proxy.Forget(this);
        _closed.TrySetResult();
        client.Dispose();
        target.Dispose();
    }

    // A connection that one side closes while it is frozen stays open at the other: that is not passed on either.
    private async Task PumpAsync(Socket from, Socket to, bool toTarget)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                await WhenThawedAsync();
                var passing = proxy.Pass(count, toTarget);
                await to.SendAsync(buffer.AsMemory(0, passing));
                if (passing < count)
                {
                    await WhenThawedAsync();
                    await to.SendAsync(buffer.AsMemory(passing, count - passing));
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The other direction, one of the two ends, or the test has ended this connection.
        }

        await WhenThawedAsync();
        Close();
    }

    private Task WhenThawedAsync()
    {
        lock (_lock)
        {
            return _frozen is { } frozen ? Task.WhenAny(frozen.Task, _closed.Task) : Task.CompletedTask;
        }
    }
}
