namespace Agntz.Persistence.Writing.Tables;

/// <summary>Deletes the rows that have a key; there may be none or many.</summary>
/// <param name="Table">The table.</param>
/// <param name="Keys">Which rows.</param>
internal sealed record TableDelete<TRow>(string Table, IReadOnlyList<Column<TRow>> Keys);
