using System.Collections.Concurrent;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Persistence.Tests.Streams;

/// <summary>A subscriber of one log, who holds that every entry comes once and in its place.</summary>
/// <param name="follower">How it follows.</param>
/// <param name="owner">Whose run it is.</param>
/// <param name="run">The run.</param>
/// <param name="kind">Which log.</param>
/// <param name="said">What the events of the run said to whoever read them first.</param>
internal sealed class ScheduledReader(
    RunFollower follower, Owner owner, RunId run, LogKind kind, ConcurrentDictionary<long, string> said) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Wakeup _wakeup = new();
    private LogFollowing? _following;
    private bool _isOver;

    public LogKind Kind => kind;

    public long Last { get; private set; }

    /// <summary>Reads on once, of what there is at most so much, and comes back with its last number if that was cut.</summary>
    public async Task StepAsync(int most)
    {
        if (_isOver)
        {
            return;
        }

        _following ??= follower.Follow(owner, run, kind, Last, _wakeup);
        var page = await _following.ReadAsync(CancellationToken.None)
            ?? throw new InvalidOperationException($"The {kind} log is gone after {Last}.");
        foreach (var entry in page.Entries.Take(most))
        {
            Accept(entry);
        }

        if (page.Entries.Count > most)
        {
            Drop();
        }
        else
        {
            _isOver = _following.IsOver;
        }
    }

    /// <summary>Leaves, to come back later with its last number.</summary>
    public void Drop()
    {
        _following?.Dispose();
        _following = null;
        _wakeup = new Wakeup();
    }

    /// <summary>Follows to the end.</summary>
    public async Task FinishAsync()
    {
        while (!_isOver)
        {
            await StepAsync(int.MaxValue);
            if (!_isOver && _following!.IsCaughtUp)
            {
                await WaitAsync();
            }
        }
    }

    public void Dispose() => Drop();

    private void Accept(LogEntry entry)
    {
        if (entry.Seq != Last + 1)
        {
            throw new InvalidOperationException($"The {kind} log went from {Last} to {entry.Seq}.");
        }

        if (entry is LogEntry.Event it && said.GetOrAdd(it.Seq, it.Json) != it.Json)
        {
            throw new InvalidOperationException($"Event {it.Seq} was {said[it.Seq]} and is {it.Json}.");
        }

        Last = entry.Seq;
    }

    private async Task WaitAsync()
    {
        try
        {
            await _wakeup.WaitAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Nobody woke the reader of the {kind} log after {Last}.");
        }
    }
}
