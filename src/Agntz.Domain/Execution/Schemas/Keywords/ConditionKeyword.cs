using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : IKeyword
{
    public void Check(JsonElement value, Position at, ViolationList violations)
    {
        var schema = condition.Accepts(value, at) ? then : otherwise;
        schema?.Check(value, at.Deeper(), violations);
    }
}
