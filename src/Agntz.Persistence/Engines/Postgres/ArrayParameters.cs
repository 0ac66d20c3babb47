using Agntz.Persistence.Writing.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Makes one array parameter of the values of a column.</summary>
internal sealed class ArrayParameters : IColumnValues<NpgsqlParameter>
{
    public static readonly ArrayParameters Instance = new();

    public static NpgsqlParameter Of<TValue>(NpgsqlDbType element, TValue[] values) =>
        new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element };

    public NpgsqlParameter Take<TValue>(ColumnType type, TValue[] values) => Of(PostgresTypes.Of(type), values);
}
