using System.Diagnostics.Metrics;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Telemetry;

/// <summary>The meter of the server: every instrument of ours is on it.</summary>
public static class AgntzMeter
{
    /// <summary>Its name, by which it is listened to.</summary>
    public const string Name = SpanAttributes.ScopeName;

    /// <summary>The meter of one process, or of one test. It belongs to the factory.</summary>
    public static Meter CreateAgntz(this IMeterFactory meters) => meters.Create(Name);
}
