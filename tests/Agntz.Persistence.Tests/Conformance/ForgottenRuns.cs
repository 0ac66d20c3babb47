using Agntz.Domain.Runs;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>Brings about what cannot happen, to see that it is put right.</summary>
internal static class ForgottenRuns
{
    /// <summary>Takes an active run out of the queue without ending it.</summary>
    public static Task ForgetActiveAsync(this TestStore store, RunId run) =>
        store.Get<IContexts>().WriteAsync(
            context => context.ActiveRuns.Where(row => row.Id == run.Value).ExecuteDeleteAsync(), CancellationToken.None);
}
