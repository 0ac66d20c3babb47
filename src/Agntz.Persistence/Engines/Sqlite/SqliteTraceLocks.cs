using System.Data.Common;
using Agntz.Persistence.Ingesting;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteTraceLocks(SqliteWriteGate gate) : ITraceLocks
{
    private const string Clock = $"SELECT {SqliteClock.Now}";

    public async Task<ILockedTraces> TakeAsync(
        long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans, CancellationToken cancellationToken) =>
        await SqliteTurnTransaction.BeginAsync(
            gate,
            transaction => new SqliteLockedTraces(
                transaction, ReadClock(transaction.Connection), Find(transaction.Connection, ownerId, spans)),
            cancellationToken);

    public async Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return ReadClock(turn.Connection);
    }

    // The turn is waited for in line, and inside it there is nobody else.
    public bool IsContended(DbException failure) => false;

    public bool IsRefused(DbException failure) => SqliteFailures.IsRefused(failure);

    private static DateTimeOffset ReadClock(SqliteWriteConnection connection) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)connection.Command(Clock).ExecuteScalar()!);

    private static Dictionary<Guid, LockedTrace> Find(
        SqliteWriteConnection connection, long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans)
    {
        var traces = spans.Select(span => span.Trace).Distinct()
            .ToDictionary(id => id, id => SqliteLockedTrace.Read(connection, ownerId, id));
        foreach (var (trace, span) in spans.Where(it => SqliteLockedTrace.Has(connection, ownerId, it.Trace, it.Span)))
        {
            traces[trace].Spans.Add(span);
        }

        return traces;
    }
}
