using System.Data.Common;
using Agntz.Persistence.Writing;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Group commits on SQLite.</summary>
internal sealed class SqliteFlushEngine(SqliteWriteGate gate) : IFlushEngine
{
    private const string Insert =
        $"INSERT INTO worker_flushes (process, n, seen_at) VALUES ($0, $1, {Now}) ON CONFLICT DO NOTHING";

    private const string Touch = $"UPDATE worker_flushes SET seen_at = {Now} WHERE process = $0 RETURNING n";

    public async Task<long> RegisterAsync(Guid process, long number, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        turn.Connection.Command(Insert, process, number).ExecuteNonQuery();
        return (long)turn.Connection.Command(Touch, process).ExecuteScalar()!;
    }

    public async Task<IFlush> BeginAsync(
        Guid process, FlushQuestions questions, CancellationToken cancellationToken) =>
        await SqliteTurnTransaction.BeginAsync(
            gate, transaction => new SqliteFlush(
                transaction, new SqliteFlushOpening(transaction.Connection).Open(process, questions)),
            cancellationToken);

    public FlushFailure Classify(DbException failure) =>
        SqliteFailures.IsRefused(failure) ? FlushFailure.Poison : FlushFailure.Unavailable;
}
