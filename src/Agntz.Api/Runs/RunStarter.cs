using System.Diagnostics;
using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Workers;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Ids;
using Agntz.Domain.Json;
using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Runs;

/// <summary>Creates runs, and starts them here where there is room.</summary>
internal sealed class RunStarter(
    AgentCatalog agents, IRunWriter writer, OriginalRuns originals, RunDispatcher dispatcher, RunCancelling cancelling,
    LeftRuns left, RunFollower follower, SpanSource source, IdSource ids, IOptions<WorkerOptions> options,
    TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Creates a run that nobody waits for, or finds the one an earlier request with the same key created; it is durable
    /// when this returns.
    /// </summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="request">What is to run.</param>
    /// <param name="cancellationToken">Ends the request before the run is created.</param>
    /// <exception cref="RefusedException">
    /// There is no such agent, the input is not for it, there is no room, the key is another request's, or the session is
    /// busy and the caller does not wait.
    /// </exception>
    public async Task<Run> StartAsync(Owner owner, RunRequest request, CancellationToken cancellationToken) =>
        (await StartAsync(owner, request, isAttached: false, CancellationToken.None, cancellationToken)).Run;

    /// <summary>As the other, for a request that waits for the run.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="request">What is to run.</param>
    /// <param name="leaving">
    /// Fires when nobody is left who waits for the run: when it has by the time the run is durable, the run is cancelled
    /// before any of its effects begins.
    /// </param>
    /// <param name="cancellationToken">Ends the request before the run is created.</param>
    /// <returns>The run; its caller disposes it when the request is answered.</returns>
    /// <exception cref="RefusedException">As the other.</exception>
    public Task<StartedRun> StartAttachedAsync(
        Owner owner, RunRequest request, CancellationToken leaving, CancellationToken cancellationToken) =>
        StartAsync(owner, request, isAttached: true, leaving, cancellationToken);

    private async Task<StartedRun> StartAsync(
        Owner owner, RunRequest request, bool isAttached, CancellationToken leaving, CancellationToken cancellationToken)
    {
        if (request.Key is { } key && await originals.FindAsync(owner, key, cancellationToken) is { } original)
        {
            return new StartedRun(original, null);
        }

        var reference = AgentReference.Parse(request.AgentId) ?? throw RunRefusals.AgentNotFound(request);
        var (agent, version) = await agents.ResolveAsync(owner, reference, cancellationToken) ?? throw RunRefusals.AgentNotFound(request);
        var input = request.Input;
        if (InputCheck.Find(agent, ref input) is { } error)
        {
            throw new RefusedException(
                Problem.Of(StatusCodes.Status400BadRequest, error.Code, error.Message) with { Details = error.Details });
        }

        var retention = RunRetention.Of(agent, request, isAttached, options.Value.Enabled);
        var (created, root) = NewRun(owner, agent, version, input, request.Caller);
        var run = created with
        {
            RequestedVersion = reference.RequestedVersion,
            Retention = retention,
            Session = retention.Mode is RetentionMode.Session ? Session(request) : null,
            TimeLimit = Limit(request.TimeoutMs),
            Key = request.Key,
        };
        var others = await agents.TakeSnapshotAsync(owner, agent, cancellationToken);
        return await CreateAsync(run, Assign, leaving);

        RunAssignment Assign(RunHold hold) => new()
        {
            Hold = hold,
            Agent = agent,
            Agents = others,
            Input = input,
            RootActivity = root,
            Time = RunTime.Of(run.TimeLimit),
            StartedAt = run.StartedAt,
        };
    }

    private (NewRun Run, Activity? Root) NewRun(
        Owner owner, AgentManifest agent, DateTimeOffset version, JsonElement? input, ActivityContext? caller)
    {
        var (id, now, attributes) = (ids.NewRunId(), clock.GetInstant(), RootAttributes(agent, version, caller));
        var root = source.StartRoot(id, agent.Id, now, attributes);
        var run = new NewRun
        {
            Owner = owner,
            Id = id,
            AgentId = agent.Id,
            AgentVersion = version,
            Input = input?.GetRawText(),
            StartedAt = now,
            RootSpan = new SpanStart
            {
                Id = root is null ? ids.NewSpanId() : SpanSource.IdOf(root),
                Kind = SpanKind.AgentInvoke,
                Name = agent.Id,
                StartedAt = now,
                Attributes = attributes,
            },
        };
        return (run, root);
    }

    private NewRunSession Session(RunRequest request) => new()
    {
        Id = request.SessionId ?? ids.NewSessionId(),
        Key = ids.NewSessionKey(),
        IsGenerated = request.SessionId is null,
        Conflict = request.Conflict,
        MaxWaiting = options.Value.MaxWaitingRunsPerSession,
    };

    private TimeSpan Limit(long? milliseconds)
    {
        var most = options.Value.MaxRunDuration;
        return milliseconds < most.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds.Value) : most;
    }

    private Task<StartedRun> CreateAsync(NewRun run, Func<RunHold, RunAssignment> assign, CancellationToken leaving) =>
        run.Retention.Mode is RetentionMode.None
            ? CreateUnstoredAsync(run, assign, leaving)
            : CreateAsync(run, assign, dispatcher.TryReserve(run.Owner, run.Id), kept: null, leaving);

    private async Task<StartedRun> CreateUnstoredAsync(
        NewRun run, Func<RunHold, RunAssignment> assign, CancellationToken leaving)
    {
        var slot = dispatcher.TryReserveAtOnce(run.Owner, run.Id) ?? throw RunRefusals.NoRoom();
        var kept = follower.Keep(run.Owner, run.Id);
        try
        {
            return await CreateAsync(run, assign, slot, kept, leaving);
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    private async Task<StartedRun> CreateAsync(
        NewRun run, Func<RunHold, RunAssignment> assign, WorkerSlot? slot, KeptLog? kept, CancellationToken leaving)
    {
        var creation = await writer.CreateAsync(run with { ClaimFor = slot?.WorkerId }, Patience);
        if (creation is RunCreation.TimedOut { Later: { } later })
        {
            // Asked now: the token belongs to the connection, and tells of other requests once this one is answered.
            var isLeft = kept is not null || leaving.IsCancellationRequested;
            dispatcher.StartLater(stopping => StartLaterAsync(later, run, assign, slot, isLeft, stopping));
            throw RunRefusals.Of(run, creation);
        }

        if (creation is not RunCreation.Created created)
        {
            slot?.Dispose();
            return creation is RunCreation.Repeated repeated
                ? new StartedRun(
                    await originals.ReadAsync(run.Owner, run.Key!, repeated.Original, CancellationToken.None), null)
                : throw RunRefusals.Of(run, creation);
        }

        if (kept is not null)
        {
            created.Hold!.Dropped.UnsafeRegister(static it => ((KeptLog)it!).Lose(), kept);
        }

        await StartAsync(created, run, assign, slot, leaving.IsCancellationRequested);
        return new StartedRun(Describe(run, created.Hold is null ? RunStatus.Pending : RunStatus.Running), kept);
    }

    // The caller has gone, but the run may have been created with our claim: nobody else would ever execute it.
    private async Task StartLaterAsync(
        Task<RunCreation> later, NewRun run, Func<RunHold, RunAssignment> assign, WorkerSlot? slot, bool isLeft,
        CancellationToken stopping)
    {
        // A process that stops before it knows leaves the run, as all its others, to whoever takes them over.
        await ((Task)later.WaitAsync(stopping)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (later.IsCompletedSuccessfully && await later is RunCreation.Created created)
        {
            await StartAsync(created, run, assign, slot, isLeft);
        }
        else
        {
            slot?.Dispose();
        }
    }

    private async Task StartAsync(
        RunCreation.Created created, NewRun run, Func<RunHold, RunAssignment> assign, WorkerSlot? slot, bool isLeft)
    {
        cancelling.Tell(created.Superseded);
        if (isLeft)
        {
            await left.CancelAsync(run.Owner, run.Id);
        }

        // Also what is cancelled by now, if we hold it: nobody else would ever end it.
        dispatcher.Start(slot, created.Hold is { } hold ? assign(hold) : null);
    }

    private static Run Describe(NewRun run, RunStatus status) => new()
    {
        Owner = run.Owner,
        Id = run.Id,
        AgentId = run.AgentId,
        AgentVersion = run.AgentVersion,
        RequestedVersion = run.RequestedVersion,
        SessionId = run.Session?.Id,
        Retention = run.Retention.Mode,
        ExpiresAt = run.StartedAt + run.Retention.TimeToLive,
        Status = status,
        StartedAt = run.StartedAt,
        Payload = new RunPayload(run.Input, null),
    };

    private static string RootAttributes(AgentManifest agent, DateTimeOffset version, ActivityContext? caller) =>
        JsonText.WriteObject((agent, version, caller), static (json, it) =>
        {
            AgentSpan.WriteAttributes(json, it.agent, it.version, StepPath.Root);
            if (it.caller is { } span)
            {
                json.WriteStartArray(SpanAttributes.Links);
                json.WriteStartObject();
                json.WriteString("traceId", span.TraceId.ToHexString());
                json.WriteString("spanId", span.SpanId.ToHexString());
                json.WriteEndObject();
                json.WriteEndArray();
            }
        });
}
