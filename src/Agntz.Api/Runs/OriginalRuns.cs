using Agntz.Api.Errors;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>Finds the runs that repeated requests mean.</summary>
internal sealed class OriginalRuns(IIdempotencyKeys keys, IRunReader runs)
{
    /// <summary>The run an earlier request with this key created; null when none did, as far as can be seen now.</summary>
    /// <exception cref="RefusedException">That request was another one, or its run was deleted.</exception>
    public async Task<Run?> FindAsync(Owner owner, IdempotencyKey key, CancellationToken cancellationToken) =>
        await keys.FindAsync(owner, key.Value, cancellationToken) is { } keyed
            ? await ReadAsync(owner, key, keyed, cancellationToken)
            : null;

    /// <summary>The run a key belongs to.</summary>
    /// <exception cref="RefusedException">Another request created it, or it was deleted.</exception>
    public async Task<Run> ReadAsync(
        Owner owner, IdempotencyKey key, KeyedRun keyed, CancellationToken cancellationToken)
    {
        if (!keyed.IsOf(key))
        {
            throw new RefusedException(Problem.Of(StatusCodes.Status409Conflict, ErrorCodes.IdempotencyConflict,
                $"{IdempotencyHeader.Name} '{key.Value}' was used for a request with another body in the last "
                + $"{IdempotencyKey.Lifetime.TotalHours:0} hours. Send the same body again, or use another key.")
                with
            { RunId = keyed.Run.ToString() });
        }

        return await runs.FindAsync(owner, keyed.Run, cancellationToken)
            ?? throw new RefusedException(Problem.Of(StatusCodes.Status404NotFound, ErrorCodes.NotFound,
                $"The run that {IdempotencyHeader.Name} '{key.Value}' belongs to was deleted. Use another key."));
    }
}
