using System.Data.Common;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Group commits on PostgreSQL.</summary>
internal sealed class PostgresFlushEngine(PostgresSources sources) : IFlushEngine
{
    private const string Register =
        """
        INSERT INTO worker_flushes (process, n, seen_at) VALUES ($1, $2, clock_timestamp())
        ON CONFLICT (process) DO UPDATE SET seen_at = excluded.seen_at
        RETURNING n
        """;

    public Task<long> RegisterAsync(Guid process, long number, CancellationToken cancellationToken) =>
        sources.Writing.QueryAsync(
            Statement.Of(
                Register,
                new NpgsqlParameter<Guid> { TypedValue = process },
                new NpgsqlParameter<long> { TypedValue = number }),
            async reader => await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : FlushAttempts.Unknown,
            cancellationToken);

    public async Task<IFlush> BeginAsync(
        Guid process, FlushQuestions questions, CancellationToken cancellationToken) =>
        await PostgresTransaction.BeginAsync(
            sources.Writing,
            batch => FlushOpeningCommands.AddTo(batch, process, questions),
            async (transaction, reader) => new PostgresFlush(
                transaction, await FlushOpeningReader.ReadAsync(reader, questions, cancellationToken)),
            cancellationToken);

    public FlushFailure Classify(DbException failure) =>
        PostgresFailures.IsConflict(failure) ? FlushFailure.Conflict
        : PostgresFailures.IsRefused(failure) ? FlushFailure.Poison
        : PostgresFailures.IsTooMuch(failure) ? FlushFailure.TooMuch
        : PostgresFailures.IsTooSlow(failure) ? FlushFailure.TooSlow
        : PostgresFailures.IsContended(failure) ? FlushFailure.Locked
        : FlushFailure.Unavailable;
}
