namespace Agntz.Domain.Execution.Schemas;

/// <summary>Collects violations, up to a bound; or only asks whether there is any.</summary>
internal sealed class ViolationList
{
    private const int Most = 100;

    private List<SchemaViolation>? _found;

    public IReadOnlyList<SchemaViolation> Found => _found ?? (IReadOnlyList<SchemaViolation>)[];

    public bool IsEmpty => _found is null;

    public bool IsFull => _found?.Count >= Most;

    public void Add(Position position, string message)
    {
        if (!IsFull)
        {
            (_found ??= []).Add(new SchemaViolation(position.ToPointer(), message));
        }
    }
}
