using Agntz.Domain.Agents;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution;

/// <summary>
/// The time one execution of an agent may take, with that of the executions around it. When it is over, calls in
/// flight are broken off and the run fails.
/// </summary>
internal sealed class InvocationLimit : IDisposable
{
    private readonly CancellationTokenSource _own;
    private readonly CancellationTokenSource _any;
    private readonly InvocationLimit? _outer;
    private readonly RunError? _error;

    private InvocationLimit(CancellationTokenSource own, InvocationLimit? outer, RunError? error)
    {
        _own = own;
        _any = CancellationTokenSource.CreateLinkedTokenSource(own.Token, outer?.Over ?? CancellationToken.None);
        _outer = outer;
        _error = error;
    }

    /// <summary>As long as it takes.</summary>
    public static InvocationLimit None { get; } = new(new CancellationTokenSource(), null, null);

    /// <summary>Fires when the time is over.</summary>
    public CancellationToken Over => _any.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _any.IsCancellationRequested;

    /// <summary>What the run fails with once the time is over.</summary>
    public RunError Error => _own.IsCancellationRequested ? _error! : _outer!.Error;

    /// <summary>What a run has left, around all of its executions.</summary>
    public static InvocationLimit Of(RunTime time, TimeProvider clock) => new(
        new CancellationTokenSource(time.Left > TimeSpan.Zero ? time.Left : TimeSpan.Zero, clock), null,
        RunErrors.TimedOut(time.Limit));

    /// <summary>The limit of an agent from now on, within another; null when it has none of its own.</summary>
    public static InvocationLimit? Of(AgentManifest agent, InvocationLimit outer, TimeProvider clock) =>
        agent.Timeout is { } timeout
            ? new InvocationLimit(new CancellationTokenSource(timeout, clock), outer, new RunError(
                $"Agent '{agent.Id}' was not done within {timeout.TotalMilliseconds} ms, its timeoutMs.",
                RunErrorCodes.InvocationTimeout))
            : null;

    /// <exception cref="RunFailedException">The time is over.</exception>
    public void ThrowIfOver()
    {
        if (IsOver)
        {
            throw new RunFailedException(Error);
        }
    }

    public void Dispose()
    {
        _any.Dispose();
        _own.Dispose();
    }
}
