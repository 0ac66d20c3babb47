using System.Diagnostics;
using System.Reflection;
using Agntz.Domain.Runs;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>
/// Where spans become activities, which is what the OpenTelemetry SDK exports. What is stored never depends on it: where
/// nobody listens, or a trace is not sampled, there are no activities and the same spans.
/// </summary>
/// <param name="conventions">Whose names the activities have.</param>
public sealed class SpanSource(GenAiConventions conventions) : IDisposable
{
    /// <summary>Its name, by which it is listened to.</summary>
    public const string Name = SpanAttributes.ScopeName;

    internal const string Operation = "agntz.span";

    private readonly ActivitySource _source = new(new ActivitySourceOptions(Name)
    {
        Version = typeof(SpanSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0],
        TelemetrySchemaUrl = conventions.Schema,
    });

    /// <summary>Whether somebody listens.</summary>
    public bool IsHeard => _source.HasListeners();

    /// <summary>Begins the root of a trace.</summary>
    /// <returns>Null where it is not exported. It is lost, and not exported, when nobody ends it.</returns>
    public Activity? StartRoot(RunId trace, string name, DateTimeOffset startedAt, string attributes) =>
        IsHeard ? Start(RootOf(trace), SpanKind.AgentInvoke, name, startedAt, attributes) : null;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>The id of an activity as ours.</summary>
    public static SpanId IdOf(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new SpanId(Convert.ToUInt64(activity.SpanId.ToHexString(), 16));
    }

    /// <summary>The parent of what has none: without an id, so that it makes a root of the trace's id.</summary>
    internal static ActivityContext RootOf(RunId trace) => new(TraceOf(trace), default, ActivityTraceFlags.None);

    /// <summary>A parent that is known by its id alone.</summary>
    internal static ActivityContext Of(RunId trace, SpanId span, ActivityTraceFlags flags) =>
        new(TraceOf(trace), ActivitySpanId.CreateFromString(span.ToString()), flags);

    internal Activity? Start(
        ActivityContext parent, string kind, string name, DateTimeOffset startedAt, string attributes)
    {
        var surrounding = Activity.Current;
        Activity.Current = null; // Would be taken for the parent of what has none.
        var activity = _source.StartActivity(
            kind is SpanKind.ModelCall ? ActivityKind.Client : ActivityKind.Internal, parent, startTime: startedAt,
            name: Operation);
        Activity.Current = surrounding;
        if (activity is { IsAllDataRequested: true })
        {
            var operation = ActivityTags.Set(activity, attributes, conventions);
            activity.DisplayName = $"{operation ?? kind} {name}";
        }

        return activity;
    }

    /// <summary>Puts what became known of a span on its activity.</summary>
    internal void Tell(Activity activity, string attributes) => ActivityTags.Set(activity, attributes, conventions);

    /// <summary>An activity that nobody exports, for a call that is to tell where it belongs.</summary>
    internal static Activity StartUnheard(ActivityContext parent)
    {
        var surrounding = Activity.Current;
        var activity = new Activity(Operation)
            .SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags)
            .Start();
        Activity.Current = surrounding;
        return activity;
    }

    private static ActivityTraceId TraceOf(RunId trace) => ActivityTraceId.CreateFromString(trace.ToTraceId());
}
