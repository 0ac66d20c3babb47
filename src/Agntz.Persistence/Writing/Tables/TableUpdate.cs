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

    /// <summary>One more column that says which row, by a value that is looked up once; null for none.</summary>
    public KeyLookup? Lookup { get; init; }
}

/// <summary>A value of a key that a statement looks up by the others, before it looks at any row.</summary>
/// <param name="Column">The column it is the value of.</param>
/// <param name="Query">Reads the one value there is; the argument gives the expression by which a key is known.</param>
internal sealed record KeyLookup(string Column, Func<Func<string, string>, string> Query);
