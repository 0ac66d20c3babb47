namespace Agntz.Persistence.Writing.Tables;

/// <summary>Carries out set-based statements within one transaction. Statements without rows are left out.</summary>
internal interface ITableWriter
{
    void Insert<TRow>(TableInsert<TRow> statement, IReadOnlyList<TRow> rows);

    void Update<TRow>(TableUpdate<TRow> statement, IReadOnlyList<TRow> rows);

    void Delete<TRow>(TableDelete<TRow> statement, IReadOnlyList<TRow> rows);
}
