using Agntz.Domain.Agents.References;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Tools;

/// <summary>Makes the tools an agent declares into those one execution of it may call; one case for each kind.</summary>
internal sealed class ToolOpening(RunContext run)
{
    /// <summary>Opens what is declared, in the order of the manifest.</summary>
    /// <exception cref="RunFailedException">A tool is not there, or two have the same name.</exception>
    public ToolSet Open(IReadOnlyList<ToolDeclaration> declared) => new(declared.SelectMany(Open));

    private IEnumerable<ITool> Open(ToolDeclaration declaration) => declaration switch
    {
        LocalToolDeclaration local => local.Tools.Select(tool => FindLocal(tool.Name)),
        HttpToolDeclaration http => [run.Tools.Http.Open(http)],
        AgentToolDeclaration agent => [OpenAgent(agent.Agent)],
        _ => throw new ArgumentOutOfRangeException(nameof(declaration), declaration, "Not a kind of tool."),
    };

    private AgentTool OpenAgent(AgentReference reference) => run.Agents.Find(reference) is { } found
        ? new AgentTool(reference, found.Agent)
        : throw new RunFailedException(
            new RunError($"Agent \"{reference}\", a tool, was not found", RunErrorCodes.AgentNotFound));

    private ITool FindLocal(string name) => run.Tools.Local.Find(name) ?? throw new RunFailedException(new RunError(
        $"Local tool '{name}' is not registered on this server. Registered are: {string.Join(", ", run.Tools.Local.Names)}.",
        RunErrorCodes.ToolNotFound));
}
