namespace Agntz.Domain.Traces;

/// <summary>The one spelling of span statuses, on the wire and in storage.</summary>
public static class SpanStatusNames
{
    /// <summary>The status in lower case.</summary>
    public static string ToName(this SpanStatus status) => status switch
    {
        SpanStatus.Running => "running",
        SpanStatus.Ok => "ok",
        SpanStatus.Error => "error",
        SpanStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a span status."),
    };

    /// <summary>Reads a name written by <see cref="ToName"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The name is none of them.</exception>
    public static SpanStatus Parse(string name) => name switch
    {
        "running" => SpanStatus.Running,
        "ok" => SpanStatus.Ok,
        "error" => SpanStatus.Error,
        "cancelled" => SpanStatus.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a span status."),
    };
}
