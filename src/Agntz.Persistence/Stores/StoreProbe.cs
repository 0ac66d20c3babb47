using Agntz.Domain.Health;
using Agntz.Domain.Ids;
using Agntz.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class StoreProbe(IContexts contexts, IFlushEngine engine, IDatabaseFailures failures, IdSource ids)
    : IStoreProbe
{
    // A row of the probe alone: that of the writer is locked for as long as a flush takes.
    private readonly Guid _row = ids.NewGuid();

    public async Task<StoreState> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = contexts.CreateReading();

            // Asked for its migrations, a database that is not there any more would seem to lack all of them.
            await context.Database.OpenConnectionAsync(cancellationToken);
            var missing = await context.Database.GetPendingMigrationsAsync(cancellationToken);
            if (missing.Any())
            {
                return StoreState.Behind;
            }
        }
        catch (Exception failure) when (IsAnswer(failure))
        {
            return StoreState.Unreachable;
        }

        return await CanWriteAsync(cancellationToken) ? StoreState.Ready : StoreState.Unwritable;
    }

    private async Task<bool> CanWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.RegisterAsync(_row, 0, cancellationToken);
            return true;
        }
        catch (Exception failure) when (IsAnswer(failure))
        {
            return false;
        }
    }

    private bool IsAnswer(Exception failure) =>
        failure is TimeoutException or OperationCanceledException || failures.MeanAway(failure);
}
