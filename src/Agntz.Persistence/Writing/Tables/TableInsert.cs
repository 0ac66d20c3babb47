namespace Agntz.Persistence.Writing.Tables;

/// <summary>Inserts rows.</summary>
/// <param name="Table">The table.</param>
/// <param name="Values">What is written.</param>
internal sealed record TableInsert<TRow>(string Table, IReadOnlyList<Column<TRow>> Values);
