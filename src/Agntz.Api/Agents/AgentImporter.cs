using Agntz.Api.Errors;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Checking;
using Agntz.Domain.Owners;

namespace Agntz.Api.Agents;

/// <summary>Imports agents: everything is checked before anything is written.</summary>
internal sealed class AgentImporter(IAgentStore agents, LocalToolCheck localTools)
{
    /// <exception cref="RefusedException">Something in the request cannot be imported; nothing was written.</exception>
    public async Task<ImportResponse> ImportAsync(
        Owner owner, ImportRequest request, CancellationToken cancellationToken)
    {
        var conflict = ImportRequestReader.ReadConflict(request);
        var readings = request.Agents
            .Select(agent => (Agent: agent, Reading: localTools.Check(ManifestReader.Read(agent.Manifest))))
            .ToList();
        RefuseInvalid(readings);
        var imports = readings.Select((entry, index) => ToImport(entry.Agent, entry.Reading, index)).ToList();
        RefuseDuplicates(imports);
        var outcome = await agents.ImportAsync(owner, imports, conflict, request.DryRun, cancellationToken);
        return outcome switch
        {
            ImportOutcome.Imported imported => Describe(request.DryRun, imports, readings, imported),
            ImportOutcome.Conflicted conflicted => throw new RefusedException(
                Problem.Of(StatusCodes.Status409Conflict, ErrorCodes.Conflict,
                    $"Agent \"{conflicted.AgentId}\" already exists") with
                { Id = conflicted.AgentId }),
            _ => throw new InvalidOperationException($"Unknown import outcome {outcome}."),
        };
    }

    private static void RefuseInvalid(IReadOnlyList<(ImportRequestAgent Agent, ManifestReading Reading)> readings)
    {
        var invalid = readings.Where(entry => entry.Reading.Manifest is null)
            .Select(entry => new ImportProblems(
                entry.Agent.Id,
                entry.Agent.SourcePath,
                [.. entry.Reading.Errors.Select(error => new ImportError(error.Level, error.Path, error.Message))],
                Warnings(entry.Reading)))
            .ToList();
        if (invalid.Count > 0)
        {
            throw new RefusedException(
                Problem.Of(StatusCodes.Status400BadRequest, "INVALID_MANIFEST", "Invalid manifest")
                    with
                { Results = invalid });
        }
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
            import.Agent.Id, import.SourcePath, ToName(imported.Actions[index]), Warnings(readings[index].Reading)));
        var counts = imported.Actions.CountBy(ToName).ToDictionary(action => action.Key, action => action.Value);
        return new ImportResponse(dryRun, [.. results], counts);
    }

    private static IReadOnlyList<ImportWarning> Warnings(ManifestReading reading) =>
        [.. reading.Warnings.Select(warning => new ImportWarning(warning.Path, warning.Message))];

    private static string ToName(ImportAction action) => action switch
    {
        ImportAction.Create => "create",
        ImportAction.Version => "version",
        ImportAction.Skip => "skip",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an import action."),
    };
}
