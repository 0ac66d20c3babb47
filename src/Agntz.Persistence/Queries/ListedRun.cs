using Agntz.Persistence.Model.Runs;

namespace Agntz.Persistence.Queries;

/// <summary>A run with what its row alone does not say.</summary>
internal sealed class ListedRun
{
    public required RunRow Run { get; init; }

    /// <summary>What its session is called; null without one.</summary>
    public required string? Session { get; init; }

    /// <summary>Whether a worker holds it; says something only while it has not ended.</summary>
    public required bool HasWorker { get; init; }
}
