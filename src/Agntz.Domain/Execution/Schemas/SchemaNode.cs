using System.Text.Json;
using Agntz.Domain.Execution.Schemas.Keywords;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>A schema or a part of one, ready to check values.</summary>
internal sealed class SchemaNode
{
    private IReadOnlyList<IKeyword> _keywords = [];

    /// <summary>Sets what it checks; called once, after references to it may have been handed out.</summary>
    public void Complete(IReadOnlyList<IKeyword> keywords) => _keywords = keywords;

    /// <summary>Adds what is wrong with a value.</summary>
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        if (at.Depth > Position.MaxDepth)
        {
            violations.Add(at, $"is nested more than {Position.MaxDepth} levels deep, or its schema leads in circles");
            return;
        }

        foreach (var keyword in _keywords)
        {
            if (violations.IsFull)
            {
                return;
            }

            keyword.Check(value, at, violations);
        }
    }

    /// <summary>Whether a value conforms.</summary>
    public bool Accepts(JsonElement value, Position at)
    {
        var violations = new ViolationList();
        Check(value, at.Deeper(), violations);
        return violations.IsEmpty;
    }
}
