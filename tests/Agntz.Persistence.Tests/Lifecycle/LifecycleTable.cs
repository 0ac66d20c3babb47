using Agntz.Domain.Runs;
using Agntz.Testing;

namespace Agntz.Persistence.Tests.Lifecycle;

/// <summary>The table of <c>docs/run-lifecycle.md</c>: which status may follow which.</summary>
internal sealed class LifecycleTable
{
    private const string Corner = "from, to";
    private const string None = "(none)";

    private readonly HashSet<(RunStatus? From, RunStatus To)> _steps = [];

    private LifecycleTable(IEnumerable<string[]> rows)
    {
        var columns = rows.First()[1..];
        foreach (var row in rows.Skip(2))
        {
            Starts.Add(row[0] is None ? null : RunStatusNames.Parse(row[0]));
            _steps.UnionWith(columns.Zip(row[1..])
                .Where(field => field.Second.Length > 0)
                .Select(field => (Starts[^1], RunStatusNames.Parse(field.First))));
        }

        Ends = [.. columns.Select(RunStatusNames.Parse)];
    }

    /// <summary>The rows, from the top; null stands for no run.</summary>
    public List<RunStatus?> Starts { get; } = [];

    /// <summary>The columns, from the left.</summary>
    public IReadOnlyList<RunStatus> Ends { get; }

    /// <summary>Reads it.</summary>
    public static LifecycleTable Read() => new(
        File.ReadLines(RepositoryFolder.PathOf("docs", "run-lifecycle.md"))
            .SkipWhile(line => !line.StartsWith($"| {Corner} |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(field => field.Trim()).ToArray())
            .ToList());

    /// <summary>Whether a run may go from one to the other.</summary>
    public bool Allows(RunStatus? from, RunStatus to) => _steps.Contains((from, to));
}
