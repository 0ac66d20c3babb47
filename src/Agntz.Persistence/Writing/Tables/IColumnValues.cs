namespace Agntz.Persistence.Writing.Tables;

/// <summary>Takes the values of a column without boxing them.</summary>
internal interface IColumnValues<out TResult>
{
    /// <summary>Takes the values, one for each row in order.</summary>
    TResult Take<TValue>(ColumnType type, TValue[] values);
}
