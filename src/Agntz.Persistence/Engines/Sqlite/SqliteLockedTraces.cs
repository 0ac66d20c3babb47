using Agntz.Persistence.Ingesting;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The turn of a writer is the lock. It is held until this is disposed.</summary>
internal sealed class SqliteLockedTraces : ILockedTraces
{
    private readonly SqliteTurn _turn;
    private bool _open = true;

    private SqliteLockedTraces(SqliteTurn turn, IReadOnlyDictionary<Guid, LockedTrace> traces)
    {
        _turn = turn;
        Traces = traces;
    }

    public IReadOnlyDictionary<Guid, LockedTrace> Traces { get; }

    public static SqliteLockedTraces Begin(
        SqliteTurn turn, long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans)
    {
        turn.Connection.Execute("BEGIN IMMEDIATE");
        try
        {
            return new SqliteLockedTraces(turn, Find(turn.Connection, ownerId, spans));
        }
        catch
        {
            turn.Connection.RollBack();
            throw;
        }
    }

    public Task CommitAsync(IngestedRows rows, CancellationToken cancellationToken)
    {
        rows.WriteTo(new SqliteTableWriter(_turn.Connection));
        _turn.Connection.Execute("COMMIT");
        _open = false;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (_open)
        {
            _turn.Connection.RollBack();
        }

        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

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
