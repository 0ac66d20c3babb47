using Agntz.Domain.Json;

namespace Agntz.Persistence.Writing.Tables;

/// <summary>Names the columns of a statement over rows of one type.</summary>
internal static class Columns<TRow>
{
    public static Column<TRow> BigInt(string name, Func<TRow, long> select) => Of(name, ColumnType.BigInt, select);

    public static Column<TRow> BigInt(string name, Func<TRow, long?> select) => Of(name, ColumnType.BigInt, select);

    public static Column<TRow> Integer(string name, Func<TRow, int> select) => Of(name, ColumnType.Integer, select);

    public static Column<TRow> SmallInt(string name, Func<TRow, short> select) =>
        Of(name, ColumnType.SmallInt, select);

    public static Column<TRow> Boolean(string name, Func<TRow, bool> select) => Of(name, ColumnType.Boolean, select);

    public static Column<TRow> Decimal(string name, Func<TRow, decimal?> select) =>
        Of(name, ColumnType.Decimal, select);

    /// <summary>A text from wherever: what no database can keep is replaced, so that no text can fail a flush.</summary>
    public static Column<TRow> Text(string name, Func<TRow, string?> select) => Of(
        name, ColumnType.Text, row => select(row) is { } text ? PlainText.Clean(text, int.MaxValue) : null);

    public static Column<TRow> Json(string name, Func<TRow, string?> select) => Of(name, ColumnType.Json, select);

    public static Column<TRow> Uuid(string name, Func<TRow, Guid> select) => Of(name, ColumnType.Uuid, select);

    public static Column<TRow> Uuid(string name, Func<TRow, Guid?> select) => Of(name, ColumnType.Uuid, select);

    public static Column<TRow> Instant(string name, Func<TRow, DateTimeOffset> select) =>
        Of(name, ColumnType.Instant, select);

    public static Column<TRow> Instant(string name, Func<TRow, DateTimeOffset?> select) =>
        Of(name, ColumnType.Instant, select);

    public static Column<TRow> Bytes(string name, Func<TRow, byte[]> select) => Of(name, ColumnType.Bytes, select);

    private static TypedColumn<TRow, TValue> Of<TValue>(string name, ColumnType type, Func<TRow, TValue> select) =>
        new(name, type, select);
}
