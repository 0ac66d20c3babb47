using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Agents.References;

/// <summary>
/// Every agent one run can reach by reference, in the version that was found when the run started: what is imported,
/// activated or deleted while it runs changes nothing for it. Immutable.
/// </summary>
/// <param name="agents">What each reference, as text, stands for; null for one that stands for nothing.</param>
public sealed class AgentSnapshot(IReadOnlyDictionary<string, ResolvedAgent?> agents)
{
    /// <summary>The snapshot of a run that refers to no agent.</summary>
    public static AgentSnapshot Empty { get; } = new(new Dictionary<string, ResolvedAgent?>());

    /// <summary>Whether there is any reference in it.</summary>
    public bool IsEmpty => agents.Count == 0;

    /// <summary>What a reference stands for; null when the owner had no such agent.</summary>
    public ResolvedAgent? Find(AgentReference reference) => agents.GetValueOrDefault(reference.Text);

    /// <summary>The versions as one JSON object, by reference; null for references that stand for nothing.</summary>
    public string ToJson() => JsonText.WriteObject(agents, static (writer, it) =>
    {
        foreach (var (reference, resolved) in it)
        {
            writer.WritePropertyName(reference);
            if (resolved is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteStringValue(resolved.Version);
            }
        }
    });

    /// <summary>Reads the versions that <see cref="ToJson"/> wrote.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset?> ReadVersions(JsonElement kept) =>
        kept.EnumerateObject().ToDictionary(
            entry => entry.Name,
            entry => entry.Value.ValueKind is JsonValueKind.Null ? (DateTimeOffset?)null : entry.Value.GetDateTimeOffset(),
            StringComparer.Ordinal);
}
