namespace Agntz.Persistence.Writing.Tables;

/// <summary>One column of a set-based statement.</summary>
/// <typeparam name="TRow">The rows it is read from.</typeparam>
internal abstract class Column<TRow>(string name, ColumnType type)
{
    public string Name { get; } = name;

    public ColumnType Type { get; } = type;

    /// <summary>The value of one row; null for SQL's null.</summary>
    public abstract object? Read(TRow row);

    /// <summary>Hands the values of many rows, as an array of their own type, to whoever takes them.</summary>
    public abstract TResult Gather<TResult>(IReadOnlyList<TRow> rows, IColumnValues<TResult> taker);
}
