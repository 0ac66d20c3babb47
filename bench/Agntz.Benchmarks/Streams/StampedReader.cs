using System.Diagnostics;
using System.Net.Sockets;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// Reads a stream to its end: how many frames it has, and how old each stamp is that a <see cref="StampedModel"/> has
/// put into it. The clock of stamps is the machine's, so both may be of different processes.
/// </summary>
internal sealed class StampedReader(Socket socket)
{
    private const int BufferLength = 32 * 1024;

    private bool _isInStamp;
    private bool _isLineEmpty;
    private long _stamp;
    private long _newest;

    public List<double> DelaysMs { get; } = [];

    public int Frames { get; private set; }

    public long First { get; private set; }

    public long Last { get; private set; }

    public async Task ReadAsync()
    {
        var buffer = new byte[BufferLength];
        while (await socket.ReceiveAsync(buffer) is var length and > 0)
        {
            Last = Stopwatch.GetTimestamp();
            ReadStamps(buffer.AsSpan(0, length));
            CountFrames(buffer.AsSpan(0, length));
        }
    }

    // The result at the end has all stamps once more: what is not newer than the newest was counted.
    private void Take()
    {
        if (_stamp <= _newest)
        {
            return;
        }

        _newest = _stamp;
        First = First == 0 ? _stamp : First;
        DelaysMs.Add((Last - _stamp) * 1000.0 / Stopwatch.Frequency);
    }

    private void ReadStamps(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var mark = bytes.IndexOf(StampedModel.Mark);
            if (_isInStamp)
            {
                foreach (var digit in mark < 0 ? bytes : bytes[..mark])
                {
                    _stamp = (_stamp * 10) + (digit - '0');
                }
            }

            if (mark < 0)
            {
                return;
            }

            if (_isInStamp)
            {
                Take();
            }

            (_isInStamp, _stamp) = (!_isInStamp, 0);
            bytes = bytes[(mark + 1)..];
        }
    }

    private void CountFrames(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                _isLineEmpty = false;
                return;
            }

            Frames += end == 0 && _isLineEmpty ? 1 : 0;
            _isLineEmpty = true;
            bytes = bytes[(end + 1)..];
        }
    }
}
