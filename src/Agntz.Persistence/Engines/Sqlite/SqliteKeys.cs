using Agntz.Domain.Runs;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Takes the keys of creations within the writer's transaction, and reads whose they are.</summary>
internal static class SqliteKeys
{
    private const string Read = "SELECT run_id, body_hash FROM idempotency_keys WHERE owner_id = $0 AND key = $1";

    // A key that lives no more is taken over, whether it has been swept or not.
    private static readonly string Take =
        $"""
        {SqliteStatements.Insert(KeyComposer.Insert)} ON CONFLICT (owner_id, key) DO UPDATE
            SET {string.Join(", ", KeyComposer.Values.Select(column => $"{column.Name} = excluded.{column.Name}"))}
            WHERE created_at <= excluded.created_at - {IdempotencyKey.Lifetime.TotalMilliseconds:0}
        """;

    public static Dictionary<(long OwnerId, string Key), KeyedRun> TakeAll(
        SqliteWriteConnection connection, IReadOnlyList<IdempotencyKeyRow> keys)
    {
        var owners = new Dictionary<(long OwnerId, string Key), KeyedRun>();
        foreach (var row in keys)
        {
            connection.Command(Take, row.OwnerId, row.Key, row.BodyHash, row.RunId, row.CreatedAt).ExecuteNonQuery();
            using var reader = connection.Command(Read, row.OwnerId, row.Key).ExecuteReader();
            reader.Read();
            owners.Add((row.OwnerId, row.Key),
                new KeyedRun(new RunId(reader.GetGuid(0)), reader.GetFieldValue<byte[]>(1)));
        }

        return owners;
    }
}
