using Agntz.Api.Errors;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Checking;
using Agntz.Domain.Owners;

namespace Agntz.Api.Agents;

/// <summary>Imports agents: everything is checked before anything is written.</summary>
internal sealed class AgentImporter(IAgentStore agents, ManifestCheck check)
{
    /// <exception cref="RefusedException">Something in the request cannot be imported; nothing was written.</exception>
    public Task<ImportResponse> ImportAsync(Owner owner, ImportRequest request, CancellationToken cancellationToken) =>
        ImportAsync(
            owner, request.Agents, ImportRequestReader.ReadConflict(request), request.DryRun, cancellationToken);

    private async Task<ImportResponse> ImportAsync(
        Owner owner, IReadOnlyList<ImportRequestAgent> batch, ImportConflict conflict, bool dryRun,
        CancellationToken cancellationToken)
    {
        var read = batch.Select(agent => ManifestReader.Read(agent.Manifest)).ToList();
        var readings = batch.Zip(await check.CheckAsync(owner, read, cancellationToken)).ToList();
        RefuseInvalid(readings);
        var imports = readings.Select((entry, index) => ToImport(entry.First, entry.Second, index)).ToList();
        RefuseDuplicates(imports);
        var outcome = await agents.ImportAsync(owner, imports, conflict, dryRun, cancellationToken);
        return outcome switch
        {
            ImportOutcome.Imported imported => Describe(dryRun, imports, readings, imported),
            ImportOutcome.Conflicted conflicted => throw new RefusedException(
                Problem.Of(StatusCodes.Status409Conflict, ErrorCodes.Conflict,
                    $"Agent \"{conflicted.AgentId}\" already exists") with
                { Id = conflicted.AgentId }),
            _ => throw new InvalidOperationException($"Unknown import outcome {outcome}."),
        };
    }

    /// <summary>Imports one agent.</summary>
    /// <param name="owner">Whose agent.</param>
    /// <param name="wanted">The agent.</param>
    /// <param name="id">The id it must have; null when any will do.</param>
    /// <param name="conflict">What to do with an agent that exists.</param>
    /// <param name="cancellationToken">Abandons the import before it commits.</param>
    /// <returns>The agent's id.</returns>
    /// <exception cref="RefusedException">The agent cannot be imported; nothing was written.</exception>
    public async Task<string> PutAsync(
        Owner owner, PutAgentRequest wanted, string? id, ImportConflict conflict, CancellationToken cancellationToken)
    {
        var agent = new ImportRequestAgent { Manifest = wanted.Manifest, Id = id, SourcePath = wanted.SourcePath };
        var imported = await ImportAsync(owner, [agent], conflict, dryRun: false, cancellationToken);
        return imported.Results[0].Id;
    }

    private static void RefuseInvalid(IReadOnlyList<(ImportRequestAgent Agent, ManifestReading Reading)> readings)
    {
        var invalid = readings.Where(entry => entry.Reading.Manifest is null)
            .Select(entry => new ImportProblems(
                entry.Agent.Id,
                entry.Agent.SourcePath,
                ImportError.From(entry.Reading),
                ImportWarning.From(entry.Reading)))
            .ToList();
        if (invalid.Count > 0)
        {
            throw new RefusedException(
                Problem.Of(StatusCodes.Status400BadRequest, "INVALID_MANIFEST", $"Invalid manifest: {First(invalid)}")
                    with
                { Results = invalid });
        }
    }

    private static string First(List<ImportProblems> invalid)
    {
        var (agent, problem) = (invalid[0].Id, invalid[0].Errors[0]);
        var place = string.Join(": ", new[] { agent, problem.Path }.Where(part => !string.IsNullOrEmpty(part)));
        return place.Length == 0 ? problem.Message : $"{place}: {problem.Message}";
    }

    private static AgentImport ToImport(ImportRequestAgent agent, ManifestReading reading, int index)
    {
        var manifest = reading.Manifest!;
        return agent.Id is null || agent.Id == manifest.Id
            ? new AgentImport(manifest, agent.Manifest, agent.SourcePath)
            : throw RefusedException.BadRequest(
                $"agents[{index}].id \"{agent.Id}\" does not match manifest id \"{manifest.Id}\".");
    }

    private static void RefuseDuplicates(IEnumerable<AgentImport> imports)
    {
        var twice = imports.GroupBy(import => import.Agent.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw RefusedException.BadRequest($"Duplicate agent id in import batch: {twice.Key}");
        }
    }

    private static ImportResponse Describe(
        bool dryRun, List<AgentImport> imports, IReadOnlyList<(ImportRequestAgent Agent, ManifestReading Reading)> readings,
        ImportOutcome.Imported imported)
    {
        var results = imports.Select((import, index) => new ImportResult(
            import.Agent.Id, import.SourcePath, ToName(imported.Actions[index]), ImportWarning.From(readings[index].Reading)));
        var counts = imported.Actions.CountBy(ToName).ToDictionary(action => action.Key, action => action.Value);
        return new ImportResponse(dryRun, [.. results], counts);
    }

    private static string ToName(ImportAction action) => action switch
    {
        ImportAction.Create => "create",
        ImportAction.Version => "version",
        ImportAction.Skip => "skip",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an import action."),
    };
}
