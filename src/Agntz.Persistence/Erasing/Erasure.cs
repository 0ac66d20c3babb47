using Agntz.Domain.Retention;
using Agntz.Domain.Time;

namespace Agntz.Persistence.Erasing;

/// <inheritdoc/>
internal sealed class Erasure(IContexts contexts, TimeProvider clock) : IErasure
{
    public Task<int> ExpireAsync(int limit, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            context => ExpiredRuns.MarkAsync(context, clock.GetInstant(), limit, cancellationToken), cancellationToken);

    // Of each, the row that says that it was deleted goes last, so that what is left is found again.
    public Task<bool> EraseAsync(int rows, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            async context => await DeletedTraces.EraseAsync(context, clock.GetInstant(), rows, cancellationToken)
                || await DeletedRuns.EraseAsync(context, rows, cancellationToken)
                || await DeletedSessions.EraseAsync(context, rows, cancellationToken),
            cancellationToken);
}
