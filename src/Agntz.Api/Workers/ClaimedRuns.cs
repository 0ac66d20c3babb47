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
    ILogger<ClaimedRuns> logger) : IDisposable
{
    // Hundreds may be claimed at once, and each of them reads a few times: they take turns, so that those who make requests
    // are not left without a connection.
    private const int MaxReads = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reads = new(MaxReads);

    /// <summary>
    /// The run with its agent. It is ours by now and nobody else would execute it, so a database that cannot be read
    /// is asked again for as long as the run is ours.
    /// </summary>
    /// <returns>Null when the agent is gone and the run has ended with that, or when the run is not ours any more.</returns>
    public async Task<RunAssignment?> OpenAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(run.Hold.Dropped, cancellationToken);
        while (!run.Hold.Dropped.IsCancellationRequested)
        {
            try
            {
                return await ReadInTurnAsync(run, cancellationToken) is { } assignment ? assignment : await EndAsync(run);
            }
            catch (InvalidDataException unreadable)
            {
                LogUnreadable(unreadable, run.Hold.Id);
                return await EndAsync(run);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogTryingAgain(failure, run.Hold.Id);
                await Task.Delay(Pause, clock, waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return null;
    }

    public void Dispose() => _reads.Dispose();

    private async Task<RunAssignment?> ReadInTurnAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        await _reads.WaitAsync(cancellationToken);
        try
        {
            return await ReadAsync(run, cancellationToken);
        }
        finally
        {
            _reads.Release();
        }
    }

    // Null when the agent is gone.
    private async Task<RunAssignment?> ReadAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        var owner = run.Hold.Owner;
        if (await agents.FindAsync(owner, run.AgentId, run.AgentVersion, cancellationToken) is not { } agent)
        {
            return null;
        }

        var (journal, interruption) = await ReadPastAsync(run, cancellationToken);
        return new RunAssignment
        {
            Hold = run.Hold,
            Agent = agent,
            Agents = SnapshotEntry.Find(journal) is { } versions
                ? await agents.RestoreSnapshotAsync(owner, versions, cancellationToken)
                : await agents.TakeSnapshotAsync(owner, agent, cancellationToken),
            Input = run.Input is { } input ? JsonElement.Parse(input) : null,
            Journal = journal,
            Interruption = interruption,
            Root = run.Hold.Epoch == 1 ? run.Root : null,
            Time = run.Time,
            StartedAt = run.StartedAt,
        };
    }

    // Read after the claim has committed: whoever had the run before can add nothing any more.
    private async Task<(Journal Journal, Interruption Interruption)> ReadPastAsync(
        ClaimedRun run, CancellationToken cancellationToken)
    {
        if (run.Hold.Epoch == 1)
        {
            return (Journal.Empty, Interruption.None);
        }

        var (owner, id) = (run.Hold.Owner, run.Hold.Id);
        var spans = await traces.ReadUnfinishedAsync(owner, id, cancellationToken);
        return (await journals.ReadAsync(owner, id, cancellationToken), new Interruption(spans));
    }

    private async Task<RunAssignment?> EndAsync(ClaimedRun run)
    {
        await writer.WriteAsync(new RunWrite(run.Hold, [], new RunEnding
        {
            Outcome = new RunOutcome.Failed(new RunError(
                $"Agent \"{run.AgentId}\" cannot be executed any more: a version it needs is gone, or was kept by a "
                + "newer server.",
                RunErrorCodes.AgentNotFound)),
            EndedAt = clock.GetInstant().NotBefore(run.StartedAt),
            LeavesSpansOpen = true,
        }));
        return null;
    }

    [LoggerMessage(LogLevel.Error, "The agent of run {RunId} cannot be read")]
    private partial void LogUnreadable(Exception unreadable, RunId runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} cannot be read yet; trying again in a second")]
    private partial void LogTryingAgain(Exception failure, RunId runId);
}
