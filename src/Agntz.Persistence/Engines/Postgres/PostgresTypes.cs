using Agntz.Persistence.Writing.Tables;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>The PostgreSQL types of columns.</summary>
internal static class PostgresTypes
{
    public static NpgsqlDbType Of(ColumnType type) => type switch
    {
        ColumnType.BigInt => NpgsqlDbType.Bigint,
        ColumnType.Integer => NpgsqlDbType.Integer,
        ColumnType.SmallInt => NpgsqlDbType.Smallint,
        ColumnType.Boolean => NpgsqlDbType.Boolean,
        ColumnType.Decimal => NpgsqlDbType.Numeric,
        ColumnType.Text => NpgsqlDbType.Text,
        ColumnType.Json => NpgsqlDbType.Json,
        ColumnType.Uuid => NpgsqlDbType.Uuid,
        ColumnType.Instant => NpgsqlDbType.TimestampTz,
        ColumnType.Bytes => NpgsqlDbType.Bytea,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };
}
