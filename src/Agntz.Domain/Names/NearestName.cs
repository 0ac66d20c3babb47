namespace Agntz.Domain.Names;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class NearestName
{
    private const int MaxDistance = 2;

    /// <summary>The known name within two typing errors; null when none is that near.</summary>
    public static string? Find(string written, IEnumerable<string> known) => known
        .Select(name => (name, distance: Distance(written, name)))
        .Where(candidate => candidate.distance <= MaxDistance && candidate.distance < candidate.name.Length)
        .OrderBy(candidate => candidate.distance)
        .Select(candidate => candidate.name)
        .FirstOrDefault();

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > MaxDistance)
        {
            return MaxDistance + 1;
        }

        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replace = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replace, Math.Min(previous[column], current[column - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
