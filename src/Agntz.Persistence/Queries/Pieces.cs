namespace Agntz.Persistence.Queries;

/// <summary>Cuts what is read into pieces that fit into little memory.</summary>
internal static class Pieces
{
    /// <summary>How many rows make the next piece: at least one, however large it is.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="at">The place of the first.</param>
    /// <param name="bytes">How much is stored of a row.</param>
    /// <param name="mostBytes">How much may be stored of a piece.</param>
    /// <param name="mostRows">How many rows it may have.</param>
    public static int Length<T>(IReadOnlyList<T> rows, int at, Func<T, long> bytes, long mostBytes, int mostRows)
    {
        var (count, sum) = (0, 0L);
        do
        {
            sum += bytes(rows[at + count]);
            count++;
        }
        while (count < mostRows && at + count < rows.Count && sum + bytes(rows[at + count]) <= mostBytes);
        return count;
    }
}
