using System.Diagnostics;
using System.Reflection;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>
/// Where spans become activities, which is what the OpenTelemetry SDK exports. What is stored never depends on it: where
/// nobody listens, or a trace is not sampled, there are no activities and the same spans.
/// </summary>
public static class SpanSource
{
    /// <summary>Its name, by which it is listened to.</summary>
    public const string Name = SpanAttributes.ScopeName;

    /// <summary>The conventions that names and attributes follow.</summary>
    public const string Schema = "https://opentelemetry.io/schemas/1.41.0";

    internal const string Operation = "agntz.span";

    private static readonly ActivitySource Source = new(new ActivitySourceOptions(Name)
    {
        Version = typeof(SpanSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0],
        TelemetrySchemaUrl = Schema,
    });

    /// <summary>Whether somebody listens.</summary>
    public static bool IsHeard => Source.HasListeners();

    /// <summary>Begins the root of a trace.</summary>
    /// <returns>Null where it is not exported. It is lost, and not exported, when nobody ends it.</returns>
    public static Activity? StartRoot(RunId trace, string name, DateTimeOffset startedAt, string attributes) =>
        Start(trace, parent: null, SpanKind.AgentInvoke, name, startedAt, attributes);

    /// <summary>The id of an activity as ours.</summary>
    public static SpanId IdOf(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new SpanId(Convert.ToUInt64(activity.SpanId.ToHexString(), 16));
    }

    internal static bool IsExported(Activity activity) => ReferenceEquals(activity.Source, Source);

    internal static Activity? Start(
        RunId trace, ActivityContext? parent, string kind, string name, DateTimeOffset startedAt, string attributes)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // A parent without an id makes a root of the trace's id.
        var context = parent ?? new ActivityContext(TraceOf(trace), default, ActivityTraceFlags.None);
        var surrounding = Activity.Current;
        Activity.Current = null; // Would be taken for the parent of what has none.
        var activity = Source.StartActivity(
            kind is SpanKind.ModelCall ? ActivityKind.Client : ActivityKind.Internal, context, startTime: startedAt,
            name: Operation);
        Activity.Current = surrounding;
        if (activity is { IsAllDataRequested: true })
        {
            var operation = ActivityTags.Set(activity, attributes);
            activity.DisplayName = $"{operation ?? kind} {name}";
        }

        return activity;
    }

    /// <summary>An activity that nobody exports, for a call that is to tell where it belongs.</summary>
    internal static Activity StartUnheard(RunId trace, SpanId parent, bool isSampled)
    {
        var surrounding = Activity.Current;
        var activity = new Activity(Operation)
            .SetParentId(
                TraceOf(trace), ActivitySpanId.CreateFromString(parent.ToString()),
                isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None)
            .Start();
        Activity.Current = surrounding;
        return activity;
    }

    internal static ActivityTraceId TraceOf(RunId trace) => ActivityTraceId.CreateFromString(trace.ToTraceId());
}
