namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// What one schema has found out about one value: what is wrong with it, and which of its parts it has looked at. What
/// is wrong is collected up to a bound.
/// </summary>
internal sealed class Findings
{
    private const int Most = 100;

    private readonly Effort _effort;
    private readonly List<(Position Position, string Message)> _violations;
    private readonly int _most;

    private Findings(Effort effort, List<(Position, string)> violations, int most, bool tracks)
    {
        _effort = effort;
        _violations = violations;
        _most = most;
        Evaluated = tracks ? new EvaluatedParts() : null;
    }

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsClean => _violations.Count == 0;

    /// <summary>The parts that were looked at; null where no schema asks.</summary>
    public EvaluatedParts? Evaluated { get; }

    /// <summary>Whether nothing more needs to be found.</summary>
    public bool IsFull => _violations.Count >= _most || _effort.IsSpent;

    /// <summary>For the root.</summary>
    public static Findings Begin(Effort effort, bool tracks) => new(effort, [], Most, tracks);

    /// <summary>For another schema that the same value, or a part of it, must conform to.</summary>
    public Findings Further() => new(_effort, _violations, _most, Evaluated is not null);

    /// <summary>For a schema that the value may or may not conform to: the first violation tells.</summary>
    public Findings Attempt() => new(_effort, [], 1, Evaluated is not null);

    /// <summary>Counts one more look at a value.</summary>
    /// <returns>False when there were too many: whatever else is found then means nothing.</returns>
    public bool Spend() => _effort.Spend();

    /// <summary>Adds what is wrong at a place.</summary>
    public void Add(Position position, string message)
    {
        if (_violations.Count < _most)
        {
            _violations.Add((position, message));
        }
    }

    /// <summary>What is wrong with the whole value, in the order it was found.</summary>
    public IReadOnlyList<SchemaViolation> Conclude() => _effort.IsSpent
        ? [new SchemaViolation("", $"takes more than {_effort.Most} steps to check against its schema")]
        : [.. _violations.Select(violation => new SchemaViolation(violation.Position.ToPointer(), violation.Message))];
}
