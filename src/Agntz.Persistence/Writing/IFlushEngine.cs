using System.Data.Common;

namespace Agntz.Persistence.Writing;

/// <summary>What a database must do for group commits.</summary>
internal interface IFlushEngine
{
    /// <summary>Makes the row that numbers the flushes of this process start. Idempotent.</summary>
    Task RegisterAsync(Guid process, CancellationToken cancellationToken);

    /// <summary>Begins the transaction of a flush: numbers it, makes its creations, takes its fences.</summary>
    Task<IFlush> BeginAsync(Guid process, FlushQuestions questions, CancellationToken cancellationToken);

    /// <summary>Says what a failure of this database means.</summary>
    FlushFailure Classify(DbException failure);
}
