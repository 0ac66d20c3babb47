using Agntz.Api.Errors;
using Agntz.Domain.Agents;
using Agntz.Domain.Retention;

namespace Agntz.Api.Runs;

/// <summary>Decides what is kept of a run, and whether it can be run that way.</summary>
internal static class RunRetention
{
    /// <param name="agent">The agent.</param>
    /// <param name="request">What is to run.</param>
    /// <param name="isAttached">Whether the request waits for the run.</param>
    /// <param name="isExecuting">Whether this process executes runs.</param>
    /// <exception cref="RefusedException">It cannot.</exception>
    public static RetentionPolicy Of(AgentManifest agent, RunRequest request, bool isAttached, bool isExecuting)
    {
        var policy = RetentionPolicy.Of(agent.Retention, request.Retention?.Choice) ?? throw RefusedException.BadRequest(
            $"retention.mode '{request.Retention!.Mode}' is less strict than the manifest default "
            + $"'{agent.Retention!.Mode!.Value.ToName()}'");
        return policy.Mode is RetentionMode.None && Hindrance(request, isAttached, isExecuting) is { } hindrance
            ? throw RefusedException.BadRequest($"With retention.mode 'none' nothing is kept of a run: {hindrance}")
            : policy;
    }

    private static string? Hindrance(RunRequest request, bool isAttached, bool isExecuting)
    {
        if (!isAttached)
        {
            return "somebody has to wait for it. Use POST /run or POST /run/stream.";
        }

        if (request.Key is not null)
        {
            return $"it cannot be found again by an {IdempotencyHeader.Name}. Leave the header out.";
        }

        return isExecuting
            ? null
            : "the process that accepts it has to execute it, and this one executes none. Ask one that does.";
    }
}
