using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Checking;
using Agntz.Domain.Owners;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>Imports the manifests of the configured folder that their owner does not have yet.</summary>
internal sealed partial class SampleAgents(
    IAgentStore agents, ManifestCheck check, IOptions<AgentsOptions> options, IHostEnvironment environment,
    ILogger<SampleAgents> logger)
{
    /// <exception cref="InvalidOperationException">A manifest in the folder is not valid.</exception>
    public async Task ImportAsync(Owner owner, CancellationToken cancellationToken)
    {
        if (FindFolder() is not { } folder)
        {
            LogNoFolder(options.Value.Directory);
            return;
        }

        var paths = Directory.EnumerateFiles(folder, "*.y*ml").Order(StringComparer.Ordinal).ToList();
        var texts = await Task.WhenAll(paths.Select(path => File.ReadAllTextAsync(path, cancellationToken)));
        var readings = await check.CheckAsync(owner, [.. texts.Select(ManifestReader.Read)], cancellationToken);
        var manifests = paths.Select((path, index) => ToImport(path, texts[index], readings[index])).ToList();
        if (manifests.Count > 0)
        {
            await agents.ImportAsync(owner, manifests, ImportConflict.Skip, dryRun: false, cancellationToken);
        }
    }

    private string? FindFolder() =>
        new[] { environment.ContentRootPath, AppContext.BaseDirectory }
            .Select(root => Path.GetFullPath(options.Value.Directory, root))
            .FirstOrDefault(Directory.Exists);

    private static AgentImport ToImport(string path, string yaml, ManifestReading reading) =>
        reading.Manifest is { } agent
            ? new AgentImport(agent, yaml, Path.GetFileName(path))
            : throw new InvalidOperationException($"The agent in '{path}' is not valid: "
                + string.Join("; ", reading.Errors.Select(error => $"{error.Path}: {error.Message}"))
                + ". Correct it, or point Agents__Directory to another folder.");

    [LoggerMessage(LogLevel.Information, "There is no folder '{Directory}', so no agents were imported")]
    private partial void LogNoFolder(string directory);
}
