using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Numerics;
using Agntz.Domain.Telemetry;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>
/// Listens to the instruments of this process from its start, and keeps what they say: those of the server, and those of
/// what it is built of.
/// </summary>
internal sealed partial class MetricCollection : IHostedService, IDisposable
{
    private static readonly string[] Meters =
        [AgntzMeter.Name, "Microsoft.AspNetCore.", "System.Net.Http", "System.Net.NameResolution", "Npgsql", "System.Runtime"];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _asking = new();
    private readonly IMeterFactory _factory;
    private readonly ILogger<MetricCollection> _logger;

    public MetricCollection(IMeterFactory factory, ILogger<MetricCollection> logger)
    {
        _factory = factory;
        _logger = logger;
        _listener.InstrumentPublished = Listen;
        Hear<byte>();
        Hear<short>();
        Hear<int>();
        Hear<long>();
        Hear<float>();
        Hear<double>();
        Hear<decimal>();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    /// <summary>All there is to say at this moment, as Prometheus reads it.</summary>
    public string Write()
    {
        // What is observed is asked anew, and two who ask at once would count it twice.
        lock (_asking)
        {
            Observe();
            return MetricText.Write(_families.Values);
        }
    }

    private void Observe()
    {
        foreach (var family in _families.Values.Where(family => family.IsObserved))
        {
            family.Clear();
        }

        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException failure)
        {
            LogNotObserved(failure);
        }
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (IsOurs(instrument.Meter) && MetricKinds.Of(instrument) is { } kind)
        {
            var family = new MetricFamily(instrument, kind);
            var kept = _families.GetOrAdd(family.Name, family);
            if (kept.Kind == kind)
            {
                listener.EnableMeasurementEvents(instrument, kept);
            }
        }
    }

    // A meter without a scope is that of the whole process; others may be those of another host in it.
    private bool IsOurs(Meter meter) =>
        (meter.Scope is null || ReferenceEquals(meter.Scope, _factory))
        && Meters.Any(name => name.EndsWith('.')
            ? meter.Name.StartsWith(name, StringComparison.Ordinal)
            : meter.Name == name);

    private void Hear<T>()
        where T : struct, INumberBase<T> => _listener.SetMeasurementEventCallback<T>(
            static (_, value, tags, family) => ((MetricFamily)family!).Record(double.CreateSaturating(value), tags));

    [LoggerMessage(LogLevel.Warning, "Some instruments could not be observed")]
    private partial void LogNotObserved(Exception failure);
}
