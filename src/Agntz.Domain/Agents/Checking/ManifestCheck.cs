using Agntz.Domain.Owners;

namespace Agntz.Domain.Agents.Checking;

/// <summary>Holds manifests that are right in themselves against what their owner has.</summary>
public sealed class ManifestCheck(AgentCatalog agents, LocalToolCheck localTools)
{
    /// <summary>
    /// The readings, each with what is wrong in its surroundings; those that are wrong in themselves are given back as
    /// they are. Agents of the same batch count as existing.
    /// </summary>
    /// <returns>One reading for each, in the same order.</returns>
    public async Task<IReadOnlyList<ManifestReading>> CheckAsync(
        Owner owner, IReadOnlyList<ManifestReading> batch, CancellationToken cancellationToken)
    {
        var known = new KnownAgents(owner, agents, batch.Select(reading => reading.Manifest).OfType<AgentManifest>());
        var references = new ReferenceCheck(known);
        var checkedReadings = new List<ManifestReading>(batch.Count);
        foreach (var reading in batch.Select(localTools.Check))
        {
            checkedReadings.Add(reading.Manifest is { } manifest
                ? With(reading, await references.FindAsync(manifest, cancellationToken))
                : reading);
        }

        return checkedReadings;
    }

    private static ManifestReading With(ManifestReading reading, IReadOnlyList<ManifestProblem> errors) =>
        errors.Count == 0 ? reading : reading with { Manifest = null, Errors = [.. reading.Errors, .. errors] };
}
