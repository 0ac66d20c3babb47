namespace Agntz.Persistence.Writing.Tables;

/// <summary>A column whose values have the type <typeparamref name="TValue"/>.</summary>
internal sealed class TypedColumn<TRow, TValue>(string name, ColumnType type, Func<TRow, TValue> select)
    : Column<TRow>(name, type)
{
    public override object? Read(TRow row) => select(row);

    public override TResult Gather<TResult>(IReadOnlyList<TRow> rows, IColumnValues<TResult> taker)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = select(rows[index]);
        }

        return taker.Take(Type, values);
    }
}
