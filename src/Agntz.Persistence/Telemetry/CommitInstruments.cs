using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agntz.Domain.Agents;
using Agntz.Domain.Runs;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Traces;

namespace Agntz.Persistence.Telemetry;

/// <summary>What is committed, and what that takes. Recording costs a branch where nobody listens.</summary>
internal sealed class CommitInstruments
{
    private const string RunStatusName = "agntz.run.status";

    private static readonly InstrumentAdvice<int> Sizes = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096],
    };

    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly KeyValuePair<string, object?> OfRuns = new("agntz.log", "run");
    private static readonly KeyValuePair<string, object?> OfSpans = new("agntz.log", "span");

    private readonly Histogram<int> _size;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _events;
    private readonly Counter<long> _ended;

    public CommitInstruments(IMeterFactory meters)
    {
        var meter = meters.CreateAgntz();
        _size = meter.CreateHistogram(
            "agntz.commit.batch.size", "{entry}", "How much shared one transaction of the writer.", tags: null, Sizes);
        _duration = meter.CreateHistogram(
            "agntz.commit.duration", "s", "What one transaction of the writer took until it had committed.", tags: null,
            Durations);
        _events = meter.CreateCounter<long>(
            "agntz.events.committed", "{event}", "The events of runs and of spans that were committed.");
        _ended = meter.CreateCounter<long>("agntz.runs.ended", "{run}", "The runs that this process has ended.");
    }

    /// <summary>A transaction of the writer has committed.</summary>
    public void Flushed(int entries, TimeSpan duration)
    {
        _size.Record(entries);
        _duration.Record(duration.TotalSeconds);
    }

    /// <summary>A transaction that adds to logs has committed.</summary>
    public void Committed(CommitTally tally)
    {
        Count(tally.RunEvents, OfRuns);
        Count(tally.SpanEvents, OfSpans);
        if (_ended.Enabled)
        {
            foreach (var (status, agent) in tally.Ended)
            {
                _ended.Add(1, Tags(status, agent));
            }
        }
    }

    private static TagList Tags(RunStatus status, AgentKind? agent)
    {
        var tags = new TagList { { RunStatusName, status.ToName() } };
        if (agent is { } kind)
        {
            tags.Add(SpanAttributes.AgentKind, kind.ToName());
        }

        return tags;
    }

    private void Count(int events, KeyValuePair<string, object?> log)
    {
        if (events > 0)
        {
            _events.Add(events, log);
        }
    }
}
