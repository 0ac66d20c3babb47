using System.Data.Common;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Group commits on PostgreSQL.</summary>
internal sealed class PostgresFlushEngine(PostgresSources sources) : IFlushEngine
{
    private const string Register =
        "INSERT INTO worker_flushes (process, n) VALUES ($1, 0) ON CONFLICT DO NOTHING";

    public async Task RegisterAsync(Guid process, CancellationToken cancellationToken)
    {
        await using var command = sources.Writing.CreateCommand(Register);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = process });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IFlush> BeginAsync(
        Guid process, FlushQuestions questions, CancellationToken cancellationToken) =>
        await PostgresFlush.BeginAsync(sources.Writing, process, questions, cancellationToken);

    public FlushFailure Classify(DbException failure) => failure.SqlState switch
    {
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => FlushFailure.Repeat,
        { } state when state.StartsWith("22", StringComparison.Ordinal)
            || state.StartsWith("23", StringComparison.Ordinal) => FlushFailure.Poison,
        _ => FlushFailure.Unavailable,
    };
}
