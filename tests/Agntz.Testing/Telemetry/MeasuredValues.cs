using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Numerics;
using Agntz.Domain.Telemetry;

namespace Agntz.Testing.Telemetry;

/// <summary>Listens to the instruments of one host, among all that are in the process of the tests.</summary>
public sealed class MeasuredValues : IDisposable
{
    private readonly ConcurrentQueue<Measured> _values = new();
    private readonly MeterListener _listener = new();

    /// <summary>Listens from now on.</summary>
    public MeasuredValues(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AgntzMeter.Name && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        Hear<int>();
        Hear<long>();
        Hear<double>();
        _listener.Start();
    }

    /// <summary>All values of an instrument so far, in order.</summary>
    public IReadOnlyList<Measured> Of(string name) => [.. _values.Where(value => value.Name == name)];

    /// <summary>What an instrument has now that is asked.</summary>
    public IReadOnlyList<Measured> Ask(string name)
    {
        var before = Of(name).Count;
        _listener.RecordObservableInstruments();
        return [.. Of(name).Skip(before)];
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Hear<T>()
        where T : struct, INumberBase<T> => _listener.SetMeasurementEventCallback<T>((instrument, value, tags, _) =>
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, tag) in tags)
            {
                texts.Add(name, Convert.ToString(tag, CultureInfo.InvariantCulture)!);
            }

            _values.Enqueue(new Measured(instrument.Name, double.CreateChecked(value), texts));
        });
}
