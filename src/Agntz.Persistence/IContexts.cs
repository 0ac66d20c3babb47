namespace Agntz.Persistence;

/// <summary>The ways to the tables beside the writer's.</summary>
internal interface IContexts
{
    /// <summary>
    /// A context to read with; its caller disposes it, and it is used again. Nothing is tracked, and nothing of a
    /// caller is in it.
    /// </summary>
    AgntzDbContext CreateReading();

    /// <summary>
    /// Carries out a rare write as one transaction: it commits when the act returns and is rolled back when it throws.
    /// The act may run more than once, where it met another transaction.
    /// </summary>
    Task<T> WriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken);
}
