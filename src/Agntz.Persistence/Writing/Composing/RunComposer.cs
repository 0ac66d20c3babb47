using Agntz.Domain.Agents;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Usage;
using Agntz.Persistence.Compacting;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Buffering;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Composes what one transaction adds to one run: numbers are given here, under the lock of the run's row.</summary>
/// <param name="run">The run as its row was locked.</param>
/// <param name="openSpans">
/// Its open spans in the order they began, where it is to end with spans open or text of a span becomes void.
/// </param>
/// <param name="hold">Whose right to write to it is used; null where it is written to beside its worker.</param>
/// <param name="session">Its session, where that is locked as well; null where a turn cannot be added to it.</param>
/// <param name="composition">Where the rows go.</param>
internal sealed class RunComposer(
    LockedRun run, IReadOnlyList<OpenSpanRow> openSpans, RunHold? hold, SessionComposer? session,
    Composition composition)
{
    private const short JournalFormat = 1;

    // The spans whose start was left out; those of this transaction come to the hold's with its commit.
    private readonly HashSet<SpanId> _leftOut = [.. hold?.LeftOut ?? Enumerable.Empty<SpanId>()];
    private readonly long _ownerId = run.Key.OwnerId;
    private readonly Guid _runId = run.Key.Id;
    private readonly RunNumbers _numbers = new(run.Counters.EventSeq, run.Counters.SpanSeq);
    private readonly Dictionary<SpanId, SpanRow> _started = [];
    private readonly ISet<SpanId> _withText = hold is not null && run.Retention is RetentionMode.None
        ? hold.WithText
        : openSpans.Where(span => span.HasText).Select(span => SpanRows.FromColumn(span.SpanId)).ToHashSet();

    private readonly List<SpanEndRow> _ended = [];
    private readonly List<LogEntry.Event> _events = [];
    private readonly List<SpanCommit> _spans = [];
    private readonly List<JournalRow> _journal = [];
    private long _totalTokens = run.Counters.TotalTokens;
    private decimal? _costUsd = run.Counters.CostUsd;
    private string? _cancelReason = run.Counters.CancelReason;
    private bool _isWrittenTo;
    private RunEnd? _end;
    private AgentKind? _agentKind;

    /// <summary>The run.</summary>
    public RunId Id => new(_runId);

    /// <summary>Its place among the runs of its session.</summary>
    public long SessionPlace => run.SessionPlace;

    /// <summary>Whether it ends with this transaction.</summary>
    public bool HasEnded => _end is not null;

    /// <summary>Whether this transaction adds anything to it.</summary>
    public bool HasChanged => _isWrittenTo || HasEnded;

    // Nothing it says is written: whoever waits for it gets it from here, and nobody else ever does.
    private bool IsUnwritten => run.Retention is RetentionMode.None;

    // The log and the spans are kept to the end of the run and no longer.
    private bool IsRemoved => HasEnded && run.Retention is RetentionMode.Result;

    // Every span has taken two numbers by then, and the end of the trace the last one.
    private long EndedSpanCount => (_numbers.SpanSeq - 1) / 2;

    public void Add(ChangeEntry entry)
    {
        if (_end is not null)
        {
            composition.Answer(entry, CommitOutcome.Dropped);
            return;
        }

        _isWrittenTo = true;
        foreach (var change in entry.Write.Changes)
        {
            Add(change);
        }

        if (entry.Write.Ending is { } ending)
        {
            End(ending);
        }

        composition.Answer(entry, _cancelReason is null ? CommitOutcome.Committed : CommitOutcome.Cancelled);
    }

    /// <summary>
    /// Cancels the run because a newer one takes its place in their session. It ends here and now when no worker has it.
    /// One that was cancelled so that calls in flight finish is cancelled again: for the newer one model calls do not.
    /// </summary>
    /// <returns>True when a worker has it, which does not know yet.</returns>
    public bool Supersede(DateTimeOffset now)
    {
        if (HasEnded || _cancelReason is RunEnd.Superseded || run.CancelMode is CancelMode.Abort)
        {
            return false;
        }

        if (run.WorkerId is null)
        {
            End(new RunEnding
            {
                Outcome = new RunOutcome.Cancelled(RunEnd.Superseded),
                EndedAt = now.NotBefore(run.StartedAt),
                LeavesSpansOpen = true,
            });
            return false;
        }

        _cancelReason = RunEnd.Superseded;
        composition.Rows.CancelRequests.Add(
            new CancelRequestRow(_ownerId, _runId, now, CancelMode.Finish.ToName(), _cancelReason));
        return true;
    }

    /// <summary>Ends the run; nothing is added after that.</summary>
    public void End(RunEnding ending)
    {
        _agentKind = ending.AgentKind;
        var open = ending.LeavesSpansOpen ? OpenSpans() : [];
        var endedAt = open.Aggregate(ending.EndedAt, (latest, span) => latest < span.StartedAt ? span.StartedAt : latest);
        _end = RunEndings.Decide(Id, run.RootSpan, ending with { EndedAt = endedAt }, _cancelReason,
            [.. open.Select(span => SpanRows.FromColumn(span.SpanId)).Where(span => span != run.RootSpan)]);
        if (_end.Status is RunStatus.Completed && ending.Turn is { } turn)
        {
            session?.Add(turn, _runId, run.StartedAt, endedAt);
        }

        foreach (var span in _end.Spans)
        {
            EndSpan(span with { VoidsText = true });
        }

        Log(_end.Event);
        _numbers.NextSpan();
    }

    /// <summary>Adds the rows of everything added so far.</summary>
    public void Complete()
    {
        var rows = composition.Rows;
        if (!IsRemoved && !IsUnwritten)
        {
            rows.NewSpans.AddRange(_started.Values);
            rows.SpanEnds.AddRange(_ended);
            var segments = new SegmentFilling(_ownerId, _runId, run.Counters.EventSeq + 1);
            rows.Events.AddRange(segments.Add(_events));
            rows.Events.AddRange(segments.Complete());
        }

        composition.Tally.Add(_events.Count, _spans.Count + (HasEnded ? 1 : 0));
        if (_end is not null)
        {
            Complete(_end);
            return;
        }

        rows.Journal.AddRange(IsUnwritten ? [] : _journal);
        rows.Counters.Add(new CounterRow(_ownerId, _runId, _numbers.EventSeq, _numbers.SpanSeq, _totalTokens, _costUsd,
            _journal.Count > 0 ? 0 : run.Counters.Losses));
    }

    /// <summary>What everything added so far adds to the logs.</summary>
    public CommittedEntries Logged(TraceIdentity trace) => new()
    {
        Trace = trace,
        Events = _events,
        Spans = _spans,
        End = _end is null
            ? null
            : new TraceEnd(_numbers.SpanSeq, _end.TraceStatus, _end.EndedAt, EndedSpanCount, _totalTokens, _costUsd),
    };

    private void Complete(RunEnd end)
    {
        var row = EndRow(end);
        composition.Tally.Add(end.Status, _agentKind);
        if (IsUnwritten)
        {
            composition.Rows.Vanished.Add(row);
            return;
        }

        composition.Rows.RunEnds.Add(row);
        if (IsRemoved)
        {
            composition.Rows.RemovedLogs.Add(row);
        }
        else if (_numbers.EventSeq > SegmentCompaction.Few)
        {
            composition.LongLogs.Add(new LogName(_ownerId, Id));
        }

        if (run.SessionKey is { } key)
        {
            composition.Rows.SessionEnds.Add(new SessionEndRow(_ownerId, key));
            composition.MayHaveReadied |= session is null || session.LastRun > run.SessionPlace;
        }
    }

    private void Add(RunChange change)
    {
        switch (change)
        {
            case RunChange.SpanStarted started when _cancelReason is not null:
                _leftOut.Add(started.Span.Id);
                composition.LeaveOut(hold, started.Span.Id);
                break;
            case RunChange.SpanStarted started:
                _started.Add(started.Span.Id,
                    SpanRows.Started(_ownerId, _runId, started.Span, _numbers.NextSpan()));
                _spans.Add(new SpanCommit.Started(_numbers.SpanSeq, started.Span));
                if (started.Event is { } announcement)
                {
                    Log(announcement);
                }

                break;
            case RunChange.SpanResumed resumed:
                composition.Rows.SpanEvents.Add(new SpanEventsRow(
                    _ownerId, _runId, SpanRows.ToColumn(resumed.Span), resumed.Events));
                break;
            case RunChange.SpanEnded ended:
                EndSpan(ended.Span);
                break;
            case RunChange.TextStreamed streamed:
                _withText.Add(streamed.Span);
                Log(RunEvents.TextAdded(Id, streamed.Span, streamed.Text));
                break;
            case RunChange.EventRecorded recorded:
                Log(recorded.Event);
                break;
            case RunChange.EffectFinished finished:
                _journal.Add(new JournalRow
                {
                    OwnerId = _ownerId,
                    RunId = _runId,
                    Path = finished.Path,
                    Format = JournalFormat,
                    Output = finished.Output,
                });
                break;
        }
    }

    private void EndSpan(SpanEnd span)
    {
        if (_leftOut.Contains(span.Id))
        {
            return;
        }

        _totalTokens = SaturatedSum.Of(_totalTokens, span.TotalTokens);
        _costUsd = span.CostUsd is { } cost ? SaturatedSum.Of(_costUsd ?? 0, cost) : _costUsd;
        if (_started.TryGetValue(span.Id, out var row))
        {
            SpanRows.Merge(row, span, _numbers.NextSpan());
        }
        else
        {
            _ended.Add(SpanRows.Ended(_ownerId, _runId, span, _numbers.NextSpan()));
        }

        _spans.Add(new SpanCommit.Ended(_numbers.SpanSeq, span));
        if (span.VoidsText && _withText.Contains(span.Id))
        {
            Log(RunEvents.TextVoided(Id, span.Id));
        }
    }

    private void Log(RunEvent recorded)
    {
        var number = _numbers.NextEvent();
        _events.Add(new LogEntry.Event(number, recorded.Type, recorded.Number(number)));
    }

    private List<OpenSpanRow> OpenSpans()
    {
        var endedHere = _ended.Select(span => span.SpanId).ToHashSet();
        var here = _started.Values.Where(span => span.EndedAt is null)
            .OrderBy(span => span.StartSeq)
            .Select(span => new OpenSpanRow(span.SpanId, span.StartedAt, HasText: false));
        return [.. openSpans.Where(span => !endedHere.Contains(span.SpanId)).Concat(here).Reverse()];
    }

    private RunEndRow EndRow(RunEnd end) => new()
    {
        OwnerId = _ownerId,
        Id = _runId,
        EndedAt = end.EndedAt,
        Status = end.Status.ToName(),
        TraceStatus = end.TraceStatus.ToName(),
        Error = end.Error?.Message,
        ErrorCode = end.Error?.Code,
        ErrorDetails = IsRemoved ? null : ErrorDetails.ToJson(end.Error),
        Result = end.Result,
        LastEventSeq = _numbers.EventSeq,
        DoneSeq = _numbers.SpanSeq,
        SpanCount = EndedSpanCount,
        TotalTokens = _totalTokens,
        TotalCostUsd = _costUsd,
    };
}
