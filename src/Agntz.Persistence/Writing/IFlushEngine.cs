using System.Data.Common;

namespace Agntz.Persistence.Writing;

/// <summary>What a database must do for group commits.</summary>
internal interface IFlushEngine
{
    /// <summary>
    /// Makes the row that numbers the flushes of a process start, where there is none, and notes that the process lives.
    /// </summary>
    /// <param name="process">The process start.</param>
    /// <param name="number">The number of its last flush; 0 before the first. An existing row keeps its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The count the row has now. Waits for a flush of the process that is still committing.</returns>
    Task<long> RegisterAsync(Guid process, long number, CancellationToken cancellationToken);

    /// <summary>Begins the transaction of a flush: numbers it, makes its creations, takes its fences.</summary>
    Task<IFlush> BeginAsync(Guid process, FlushQuestions questions, CancellationToken cancellationToken);

    /// <summary>Says what a failure of this database means.</summary>
    FlushFailure Classify(DbException failure);
}
