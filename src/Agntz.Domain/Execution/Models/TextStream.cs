using System.Text;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Models;

/// <summary>
/// What one try of a model call says while it says it. Text becomes an event of the run's log only after a moment, or
/// when there is enough of it, so that a fast model does not make one for every word; whoever reads the log later reads
/// the same events.
/// </summary>
internal sealed class TextStream : IDisposable
{
    /// <summary>How long text waits for more, from its first character on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    private const int Enough = 1024;

    private readonly OpenSpan _span;
    private readonly RunRecorder _recorder;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly StringBuilder _waiting = new();
    private int _bytes;
    private bool _isOver;

    /// <summary>Begins; nothing was said yet.</summary>
    public TextStream(OpenSpan span, RunRecorder recorder, TimeProvider clock)
    {
        _span = span;
        _recorder = recorder;
        _timer = clock.CreateTimer(
            static it => ((TextStream)it!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The model said more.</summary>
    public void Add(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_waiting.Length == 0)
            {
                _timer.Change(Patience, Timeout.InfiniteTimeSpan);
            }

            _waiting.Append(text);
            _bytes += Encoding.UTF8.GetByteCount(text);
            if (_bytes >= Enough)
            {
                Send();
            }
        }
    }

    /// <summary>The model has said everything: what waits is recorded, and goes out with the end of its span.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isOver = true;
            Record(_waiting.Length);
        }
    }

    /// <summary>Ends it. What waits is let go of: the try has failed, and its text would be void at once.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
        }

        _timer.Dispose();
    }

    private void Send()
    {
        lock (_lock)
        {
            if (!_isOver && Record(Whole()))
            {
                _recorder.Post();
            }
        }
    }

    // Half of a character is no text: it waits for the other half.
    private int Whole() => _waiting.Length > 0 && char.IsHighSurrogate(_waiting[^1])
        ? _waiting.Length - 1
        : _waiting.Length;

    private bool Record(int length)
    {
        if (length == 0)
        {
            return false;
        }

        _span.HasText = true;
        _recorder.Record(new RunChange.TextStreamed(_span.Id, _waiting.ToString(0, length)));
        _waiting.Remove(0, length);
        _bytes = 0;
        return true;
    }
}
