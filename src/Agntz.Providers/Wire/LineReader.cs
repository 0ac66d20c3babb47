using System.Buffers;

namespace Agntz.Providers.Wire;

/// <summary>Reads a stream line by line, whatever ends its lines, and no line that is longer than the budget.</summary>
/// <param name="body">The stream; stays with the caller.</param>
/// <param name="budget">Counts what is read.</param>
internal sealed class LineReader(Stream body, AnswerBudget budget) : IDisposable
{
    private const int FirstLength = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstLength);
    private int _start;
    private int _end;
    private int _seen;
    private bool _isBegun;
    private bool _isAfterReturn;
    private bool _isOver;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The line without its end. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>False when there is none.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryTake())
        {
            if (_isOver)
            {
                Line = _buffer.AsMemory(_start, _end - _start);
                _start = _seen = _end;
                return !Line.IsEmpty;
            }

            MakeRoom();
            var count = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _isOver = count == 0;
            _end += count;
            budget.Receive(count);
            SkipByteOrderMark();
        }

        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TryTake()
    {
        if (_isAfterReturn && _seen < _end)
        {
            _isAfterReturn = false;
            if (_buffer[_seen] == (byte)'\n')
            {
                _start = ++_seen;
            }
        }

        var length = _buffer.AsSpan(_seen, _end - _seen).IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            _seen = _end;
            return false;
        }

        var end = _seen + length;
        _isAfterReturn = _buffer[end] == (byte)'\r';
        Line = _buffer.AsMemory(_start, end - _start);
        _start = _seen = end + 1;
        return true;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _seen, _start) = (_end - _start, _seen - _start, 0);
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        if (_end > budget.Most)
        {
            throw budget.Exceeded();
        }

        var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void SkipByteOrderMark()
    {
        if (_isBegun || (_end - _start < ByteOrderMark.Length && !_isOver))
        {
            return;
        }

        _isBegun = true;
        if (_buffer.AsSpan(_start, _end - _start).StartsWith(ByteOrderMark))
        {
            _start = _seen = _start + ByteOrderMark.Length;
        }
    }
}
