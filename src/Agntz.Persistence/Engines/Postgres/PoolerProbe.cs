using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Tells a server from a pooler before it. A server takes settings when a connection begins; PgBouncer refuses them, or
/// ignores them when it was told to, because they would stay with a connection that is everybody's.
/// </summary>
internal sealed class PoolerProbe(StorageOptions storage)
{
    private const string Refused = PostgresErrorCodes.ProtocolViolation;
    private const string Setting = "agntz.asked";
    private const string Answer = "yes";
    private const string Name = "agntz-probe";

    /// <summary>Whether there is one.</summary>
    public async Task<bool> FindsPoolerAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(storage.ConnectionString)
        {
            Options = new ServerSettings().Set(Setting, Answer).ToOptions(),
            ApplicationName = Name,
            Pooling = false,
        };

        // Named, as its metrics would carry the connection string.
        await using var source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = Name }.Build();
        await using var connection = source.CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException failure) when (failure.SqlState is Refused)
        {
            return true;
        }

        await using var asking = new NpgsqlCommand($"SELECT current_setting('{Setting}', true)", connection);
        return await asking.ExecuteScalarAsync(cancellationToken) is not Answer;
    }
}
