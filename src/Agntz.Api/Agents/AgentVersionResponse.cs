using System.Text.Json.Serialization;
using Agntz.Domain.Agents;
using Agntz.Domain.Time;

namespace Agntz.Api.Agents;

/// <summary>A version of an agent.</summary>
/// <param name="CreatedAt">When it was imported, as an ISO instant: its id.</param>
/// <param name="ActivatedAt">When it last became the active one; null for never.</param>
/// <param name="Aliases">The aliases that name it, in order.</param>
public sealed record AgentVersionResponse(
    string CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    string? ActivatedAt,
    IReadOnlyList<string> Aliases)
{
    internal static AgentVersionResponse From(AgentVersionEntry entry) =>
        new(entry.CreatedAt.ToIso(), entry.ActivatedAt?.ToIso(), entry.Aliases);
}
