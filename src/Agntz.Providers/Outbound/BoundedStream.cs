using Agntz.Domain.Execution.Budgets;

namespace Agntz.Providers.Outbound;

/// <summary>A stream that can be read up to a bound, and then fails.</summary>
/// <param name="inner">What is read; disposed with it.</param>
/// <param name="mostBytes">The bound.</param>
/// <param name="held">Where the bytes are counted while the stream is read; null for nowhere.</param>
internal sealed class BoundedStream(Stream inner, long mostBytes, HeldBytes? held) : Stream
{
    // Whoever reads keeps the bytes, and then as much again as text.
    private const int Copies = 2;

    private long _read;
    private long _held;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            held?.Add(-Interlocked.Exchange(ref _held, 0));
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int bytes)
    {
        _read += bytes;
        if (_read > mostBytes)
        {
            throw new IOException($"The answer is longer than {mostBytes} bytes.");
        }

        Interlocked.Add(ref _held, Copies * bytes);
        held?.Add(Copies * bytes);
        return bytes;
    }
}
