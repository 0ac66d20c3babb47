using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>$ref</c> within the same definition.</summary>
internal sealed class ReferenceKeyword(SchemaNode target) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings) =>
        target.CheckInPlace(value, at, findings);
}
