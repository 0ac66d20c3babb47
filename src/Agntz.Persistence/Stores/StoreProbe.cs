using System.Data.Common;
using Agntz.Domain.Health;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class StoreProbe(IContexts contexts) : IStoreProbe
{
    public async Task<StoreState> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = contexts.CreateReading();
            var missing = await context.Database.GetPendingMigrationsAsync(cancellationToken);
            return missing.Any() ? StoreState.Behind : StoreState.Ready;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or OperationCanceledException)
        {
            return StoreState.Unreachable;
        }
    }
}
