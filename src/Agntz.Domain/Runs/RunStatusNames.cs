namespace Agntz.Domain.Runs;

/// <summary>The one spelling of run statuses, on the wire and in storage.</summary>
public static class RunStatusNames
{
    /// <summary>The status in lower case.</summary>
    public static string ToName(this RunStatus status) => status switch
    {
        RunStatus.Pending => "pending",
        RunStatus.Running => "running",
        RunStatus.Completed => "completed",
        RunStatus.Failed => "failed",
        RunStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a run status."),
    };

    /// <summary>Reads a name written by <see cref="ToName"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The name is none of them.</exception>
    public static RunStatus Parse(string name) => name switch
    {
        "pending" => RunStatus.Pending,
        "running" => RunStatus.Running,
        "completed" => RunStatus.Completed,
        "failed" => RunStatus.Failed,
        "cancelled" => RunStatus.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a run status."),
    };
}
