using System.Data.Common;
using Agntz.Persistence.Ingesting;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresTraceLocks(PostgresSources sources) : ITraceLocks
{
    // Short, so that a lock somebody does not let go of is asked for again rather than waited for.
    private const string LockTimeout = "SET LOCAL lock_timeout = '2s'";

    public async Task<ILockedTraces> TakeAsync(
        long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans, CancellationToken cancellationToken) =>
        await PostgresLockedTraces.BeginAsync(sources.Writing, LockTimeout, ownerId, spans, cancellationToken);

    // A key that is there already was put there since it was looked for: the same trace or span, sent twice at once.
    public IngestionFailure Classify(DbException failure) => failure.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation =>
            IngestionFailure.Contended,
        { } state when state.StartsWith("22", StringComparison.Ordinal)
            || state.StartsWith("23", StringComparison.Ordinal) => IngestionFailure.Refused,
        _ => IngestionFailure.Unavailable,
    };
}
