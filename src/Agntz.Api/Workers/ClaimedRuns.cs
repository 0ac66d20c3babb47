using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;

namespace Agntz.Api.Workers;

/// <summary>Makes runs taken from the queue ready to be executed.</summary>
internal sealed partial class ClaimedRuns(
    AgentCatalog agents, IJournalReader journals, ITraceReader traces, IRunWriter writer, TimeProvider clock,
    ILogger<ClaimedRuns> logger)
{
    /// <summary>The run with its agent; null when the agent is gone, and the run has ended with that.</summary>
    public async Task<RunAssignment?> OpenAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, cancellationToken) is { } agent)
        {
            return await ResumeAsync(run, new RunAssignment
            {
                Hold = run.Hold,
                Agent = agent,
                Input = run.Input is { } input ? JsonElement.Parse(input) : null,
                StartedAt = run.StartedAt,
            }, cancellationToken);
        }

        await writer.WriteAsync(new RunWrite(run.Hold, [], new RunEnding
        {
            Outcome = new RunOutcome.Failed(new RunError(
                $"Agent \"{run.AgentId}\" cannot be executed any more: its version is gone, or was kept by a newer server.",
                RunErrorCodes.AgentNotFound)),
            EndedAt = clock.GetInstant().NotBefore(run.StartedAt),
            LeavesSpansOpen = true,
        }));
        return null;
    }

    // Read after the claim has committed: whoever had the run before can add nothing any more.
    private async Task<RunAssignment> ResumeAsync(
        ClaimedRun run, RunAssignment assignment, CancellationToken cancellationToken)
    {
        if (run.Hold.Epoch == 1)
        {
            return assignment;
        }

        var (owner, id) = (run.Hold.Owner, run.Hold.Id);
        var trace = await traces.FindAsync(owner, id, null, cancellationToken);
        return assignment with
        {
            Journal = await journals.ReadAsync(owner, id, cancellationToken),
            Interruption = new Interruption(trace?.Spans ?? []),
        };
    }

    private async Task<AgentManifest?> FindAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await agents.FindAsync(run.Hold.Owner, run.AgentId, run.AgentVersion, cancellationToken);
        }
        catch (InvalidDataException unreadable)
        {
            LogUnreadable(unreadable, run.Hold.Id);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The agent of run {RunId} cannot be read")]
    private partial void LogUnreadable(Exception unreadable, RunId runId);
}
