using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>
/// <c>required</c>; and one entry of <c>dependentRequired</c>, which demands nothing while its own member is missing.
/// </summary>
internal sealed class RequiredKeyword(IReadOnlyList<string> names, string? when = null) : IKeyword
{
    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (value.ValueKind is not JsonValueKind.Object || (when is not null && !value.TryGetProperty(when, out _)))
        {
            return;
        }

        foreach (var name in names)
        {
            if (!value.TryGetProperty(name, out _))
            {
                findings.Add(at, $"must have required property '{name}'");
            }
        }
    }
}
