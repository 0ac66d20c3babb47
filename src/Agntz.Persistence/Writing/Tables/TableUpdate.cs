namespace Agntz.Persistence.Writing.Tables;

/// <summary>Changes rows that exist.</summary>
/// <param name="Table">The table.</param>
/// <param name="Keys">Which row.</param>
/// <param name="Values">What is written.</param>
internal sealed record TableUpdate<TRow>(
    string Table, IReadOnlyList<Column<TRow>> Keys, IReadOnlyList<Column<TRow>> Values)
{
    /// <summary>What must be true of a row beside its key, of which the table is called <c>t</c>; null for nothing.</summary>
    public string? Where { get; init; }
}
