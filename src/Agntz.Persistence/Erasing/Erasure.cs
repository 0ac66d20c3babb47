using Agntz.Domain.Retention;
using Agntz.Domain.Time;

namespace Agntz.Persistence.Erasing;

/// <inheritdoc/>
internal sealed class Erasure(IContexts contexts, TimeProvider clock) : IErasure
{
    // The row that says that something was deleted goes last, so that what is left of it is found again.
    private static readonly Func<AgntzDbContext, int, CancellationToken, Task<bool>>[] Steps =
        [DeletedTraces.EraseAsync, DeletedRuns.EraseAsync, DeletedSessions.EraseAsync];

    public Task<int> ExpireAsync(int limit, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            context => ExpiredRuns.MarkAsync(context, clock.GetInstant(), limit, cancellationToken), cancellationToken);

    public Task<bool> EraseAsync(int rows, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            async context =>
            {
                foreach (var step in Steps)
                {
                    if (await step(context, rows, cancellationToken))
                    {
                        return true;
                    }
                }

                return false;
            },
            cancellationToken);
}
