using Agntz.Domain.Runs;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Takes the keys of creations, and reads whose they are. A key another flush is taking is waited for.</summary>
internal static class KeyCommands
{
    private const string Read =
        """
        SELECT k.owner_id, k.key, k.run_id, k.body_hash
        FROM idempotency_keys k
        JOIN unnest($1, $2) AS q(owner_id, key) ON k.owner_id = q.owner_id AND k.key = q.key
        """;

    // A key that lives no more is taken over, whether it has been swept or not.
    private static readonly string Take =
        $"""
        INSERT INTO idempotency_keys AS k ({string.Join(", ", KeyComposer.Insert.Values.Select(column => column.Name))})
        SELECT * FROM unnest({string.Join(", ", KeyComposer.Insert.Values.Select((_, index) => $"${index + 1}"))})
        ON CONFLICT (owner_id, key) DO UPDATE
            SET {string.Join(", ", KeyComposer.Values.Select(column => $"{column.Name} = excluded.{column.Name}"))}
            WHERE k.created_at <= excluded.created_at - interval '{IdempotencyKey.Lifetime.TotalSeconds:0} seconds'
        """;

    public static void AddTo(NpgsqlBatch batch, IReadOnlyList<IdempotencyKeyRow> keys)
    {
        var take = new NpgsqlBatchCommand(Take);
        foreach (var column in KeyComposer.Insert.Values)
        {
            take.Parameters.Add(column.Gather(keys, ArrayParameters.Instance));
        }

        var read = new NpgsqlBatchCommand(Read);
        read.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Bigint, [.. keys.Select(row => row.OwnerId)]));
        read.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Text, [.. keys.Select(row => row.Key)]));
        batch.BatchCommands.Add(take);
        batch.BatchCommands.Add(read);
    }

    public static async Task<Dictionary<(long OwnerId, string Key), KeyedRun>> ReadAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<(long OwnerId, string Key), KeyedRun>();
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add((reader.GetInt64(0), reader.GetString(1)),
                new KeyedRun(new RunId(reader.GetGuid(2)), reader.GetFieldValue<byte[]>(3)));
        }

        return keys;
    }
}
