using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>The schema <c>false</c>, which nothing conforms to.</summary>
internal sealed class FalseKeyword : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings) =>
        findings.Add(at, "must not be there");
}
