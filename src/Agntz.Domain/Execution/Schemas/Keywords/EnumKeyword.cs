using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary><c>enum</c>, and <c>const</c> as an enum of one.</summary>
internal sealed class EnumKeyword(IReadOnlyList<JsonElement> allowed) : IKeyword
{
    private const int MostShown = 10;

    public void Check(JsonElement value, Position at, Findings findings)
    {
        if (!allowed.Any(candidate => JsonEquality.AreEqual(candidate, value)))
        {
            var shown = string.Join(", ", allowed.Take(MostShown).Select(candidate => candidate.GetRawText()));
            findings.Add(at, allowed.Count == 1
                ? $"must be {shown}"
                : $"must be one of {shown}{(allowed.Count > MostShown ? ", …" : "")}");
        }
    }
}
