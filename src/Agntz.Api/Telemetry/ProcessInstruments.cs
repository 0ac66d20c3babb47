using System.Diagnostics.Metrics;
using Agntz.Api.Streams;
using Agntz.Api.Workers;
using Agntz.Domain.Telemetry;

namespace Agntz.Api.Telemetry;

/// <summary>What this process does at the moment it is asked, and how full the queue was when it last looked.</summary>
internal sealed class ProcessInstruments
{
    private readonly ObservableGauge<long> _depth;
    private readonly ObservableGauge<double> _lag;
    private volatile QueueReading? _queue;

    public ProcessInstruments(IMeterFactory meters, HeldRuns held, OpenStreams streams)
    {
        var meter = meters.CreateAgntz();
        meter.CreateObservableUpDownCounter(
            "agntz.runs.active", () => held.Count, "{run}", "The runs that this process executes.");
        meter.CreateObservableUpDownCounter(
            "agntz.streams.active", () => streams.Count, "{stream}", "The event streams that this process serves.");
        _depth = meter.CreateObservableGauge(
            "agntz.queue.depth", () => Of(it => (long)it.Depth), "{run}",
            "The runs in the database that any worker could take.");
        _lag = meter.CreateObservableGauge(
            "agntz.queue.lag", () => Of(it => it.Lag.TotalSeconds), "s",
            "How long ago the oldest run was created that any worker could take.");
    }

    /// <summary>Whether anybody asks for the queue.</summary>
    public bool NeedsQueue => _depth.Enabled || _lag.Enabled;

    /// <summary>How full the queue is; null while that is not known.</summary>
    public void Keep(QueueReading? queue) => _queue = queue;

    private IEnumerable<Measurement<T>> Of<T>(Func<QueueReading, T> part)
        where T : struct => _queue is { } queue ? [new Measurement<T>(part(queue))] : [];
}
