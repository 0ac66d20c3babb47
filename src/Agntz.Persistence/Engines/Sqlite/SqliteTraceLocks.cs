using System.Data.Common;
using Agntz.Persistence.Ingesting;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteTraceLocks(SqliteWriteGate gate) : ITraceLocks
{
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Range = 25;

    public async Task<ILockedTraces> TakeAsync(
        long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans, CancellationToken cancellationToken)
    {
        var turn = await gate.EnterAsync(cancellationToken);
        try
        {
            return SqliteLockedTraces.Begin(turn, ownerId, spans);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    // The turn is waited for in line, and inside it there is nobody else.
    public IngestionFailure Classify(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch or Range }
            ? IngestionFailure.Refused
            : IngestionFailure.Unavailable;
}
