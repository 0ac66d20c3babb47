using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Drops connections that would fail whoever gets them next: those that take no writes, as after a database was made
/// read-only, and those that misread what their server says.
/// </summary>
internal static class UnfitConnections
{
    private const int MaxTries = 3;

    /// <summary>Does what may be done twice, and does it again where the answer was misread.</summary>
    public static async Task<T> RepeatAsync<T>(Func<Task<T>> act)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await act();
            }
            catch (MisreadAnswerException) when (tries < MaxTries)
            {
                // The pool has been emptied, so the next connection has prepared nothing yet.
            }
        }
    }

    /// <summary>
    /// Drops the connections of a pool, those in use when they come back, where a failure says that they are of no use.
    /// </summary>
    /// <returns>What the failure comes to where an answer was misread; null where it speaks for itself.</returns>
    public static MisreadAnswerException? DropIfUnfit(
        NpgsqlDataSource source, DbConnection? used, Exception failure)
    {
        if (used is not NpgsqlConnection connection)
        {
            return null;
        }

        var isMisread = failure is not MisreadAnswerException && IsMisread(connection, failure);
        if (isMisread || failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
        {
            source.Clear();
        }

        return isMisread ? new MisreadAnswerException(failure) : null;
    }

    // It broke the connection, and is no failure of the server, the network, or a caller that gave up.
    private static bool IsMisread(NpgsqlConnection connection, Exception failure) =>
        connection.FullState.HasFlag(ConnectionState.Broken)
        && failure.GetBaseException()
            is not (DbException or OperationCanceledException or IOException or TimeoutException or SocketException);
}

/// <summary>
/// The driver misread an answer and gave its connection up. It does so where a statement failed in the very use in
/// which it was prepared: the driver takes it for prepared, does not know that rows come back, and takes them for
/// nonsense. The database is well, and the same goes through on a new connection.
/// </summary>
/// <remarks>
/// A statement that returns no rows is never misread, so a transaction that meets this has only asked, and committed
/// nothing. A single statement that writes and returns rows may have been.
/// </remarks>
internal sealed class MisreadAnswerException(Exception cause) : NpgsqlException(
    "An answer of the database was misread, and its connection dropped. The same may go through on another.", cause)
{
    /// <summary>As after a connection that was lost.</summary>
    public override bool IsTransient => true;
}
