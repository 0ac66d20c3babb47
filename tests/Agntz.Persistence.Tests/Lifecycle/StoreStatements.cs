using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Lifecycle;

/// <summary>Bare statements, beside every port.</summary>
internal static class StoreStatements
{
    /// <summary>Executes one.</summary>
    /// <returns>How many rows it changed.</returns>
    public static Task<int> ExecuteAsync(this TestStore store, FormattableString statement) =>
        store.Get<IContexts>().WriteAsync(
            context => context.Database.ExecuteSqlAsync(statement), CancellationToken.None);
}
