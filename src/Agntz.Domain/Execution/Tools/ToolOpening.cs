using Agntz.Domain.Agents.References;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Domain.Runs;
using Microsoft.Extensions.Logging;

namespace Agntz.Domain.Execution.Tools;

/// <summary>Makes the tools an agent declares into those one execution of it may call; one case for each kind.</summary>
internal sealed partial class ToolOpening(RunContext run)
{
    private readonly ILogger _logger = run.Logger;

    /// <summary>Opens what is declared, in the order of the manifest.</summary>
    /// <param name="declared">The tools.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="state">Its state.</param>
    /// <param name="at">The execution of it.</param>
    /// <param name="cancellationToken">Abandons the run.</param>
    /// <returns>The tools; the caller disposes them.</returns>
    /// <exception cref="RunFailedException">A tool is not there, or two have the same name.</exception>
    /// <exception cref="ExecutionStoppedException">The run was cancelled while a server was asked for its tools.</exception>
    public async Task<ToolSet> OpenAsync(
        IReadOnlyList<ToolDeclaration> declared, string agentId, AgentState state, Invocation at,
        CancellationToken cancellationToken)
    {
        var tools = new ToolSet();
        try
        {
            foreach (var (index, declaration) in declared.Index())
            {
                tools.Add(declaration switch
                {
                    LocalToolDeclaration local => local.Tools.Select(tool => FindLocal(tool.Name)),
                    HttpToolDeclaration http => [run.Tools.Http.Open(http)],
                    AgentToolDeclaration agent => [OpenAgent(agent.Agent)],
                    McpToolDeclaration mcp => [run.Tools.Mcp.Make(OpenServer(mcp.Server), mcp)],
                    McpToolsDeclaration mcp => await AskAsync(OpenServer(mcp.Server), mcp, index),
                    _ => throw new ArgumentOutOfRangeException(nameof(declared), declaration, "Not a kind of tool."),
                });
            }

            return tools;
        }
        catch
        {
            await tools.DisposeAsync();
            throw;
        }

        McpServer OpenServer(McpServerDeclaration server)
        {
            var opened = run.Tools.Mcp.Open(server, run.Hold.Owner, agentId, state);
            tools.Own(opened);
            return opened;
        }

        async Task<IEnumerable<ITool>> AskAsync(McpServer server, McpToolsDeclaration mcp, int index)
        {
            var found = await run.Effects.ReadAsync(
                async stop => McpToolDescription.ToJson(await FindAsync(server, mcp, stop)),
                at, at.Path.Tools(index), cancellationToken);
            return run.Tools.Mcp.Make(server, mcp, McpToolDescription.FromJson(found));
        }
    }

    private async Task<IReadOnlyList<McpToolDescription>> FindAsync(
        McpServer server, McpToolsDeclaration declaration, CancellationToken cancellationToken)
    {
        try
        {
            return await McpTools.FindAsync(server, declaration, cancellationToken);
        }
        catch (RunFailedException failure)
            when (declaration.IsOptional && failure.Error.Code == RunErrorCodes.McpUnavailable)
        {
            LogLeftOut(server.Url.Authority, run.Hold.Id, failure.Message);
            return [];
        }
    }

    private AgentTool OpenAgent(AgentReference reference) => run.Agents.Find(reference) is { } found
        ? new AgentTool(reference, found.Agent)
        : throw new RunFailedException(
            new RunError($"Agent \"{reference}\", a tool, was not found", RunErrorCodes.AgentNotFound));

    private ITool FindLocal(string name) => run.Tools.Local.Find(name) ?? throw new RunFailedException(new RunError(
        $"Local tool '{name}' is not registered on this server. Registered are: {string.Join(", ", run.Tools.Local.Names)}.",
        RunErrorCodes.ToolNotFound));

    [LoggerMessage(LogLevel.Warning, "Run {RunId} goes on without the tools of the optional MCP server {Server}: {Reason}")]
    private partial void LogLeftOut(string server, RunId runId, string reason);
}
