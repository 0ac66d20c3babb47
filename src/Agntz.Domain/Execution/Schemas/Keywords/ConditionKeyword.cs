using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        var schema = condition.AcceptsInPlace(value, at, findings) ? then : otherwise;
        schema?.CheckInPlace(value, at, findings);
    }
}
