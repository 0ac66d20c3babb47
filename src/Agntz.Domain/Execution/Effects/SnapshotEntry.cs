using Agntz.Domain.Agents.References;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Effects;

/// <summary>
/// The journal's entry of the agents a run can reach. Reading them has no span: the entry is durable with the first
/// effect, and until then whoever takes the run over may as well read anew.
/// </summary>
public static class SnapshotEntry
{
    private const string Path = "agents";

    /// <summary>The versions an earlier execution of the run kept; null when it kept none.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset?>? Find(Journal journal) =>
        journal.TryFind(Path, out var kept) ? AgentSnapshot.ReadVersions(kept) : null;

    internal static void Record(RunAssignment assignment, RunRecorder recorder)
    {
        if (!assignment.Agents.IsEmpty && !assignment.Journal.TryFind(Path, out _))
        {
            recorder.Record(new RunChange.EffectFinished(Path, assignment.Agents.ToJson()));
        }
    }
}
