using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>A request as a tool of an agent. Secrets are read for each call, and stay within it.</summary>
internal sealed class HttpTool(HttpToolDeclaration declaration, IHttpSender sender, SecretVault vault) : ITool
{
    private const string Prefix = "http__";
    private const int MaxLength = 40_000;

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpParameters _parameters = new(declaration);

    public string Name { get; } = NameOf(declaration);

    public string? Description => declaration.Description;

    public JsonElement Parameters => _parameters.Schema;

    public string Kind => "http";

    // The sender gives up first, so that being late is an answer like any other failure of the network.
    public TimeSpan Timeout => SendTimeout + TimeSpan.FromSeconds(5);

    /// <summary>The name models know a declared tool by.</summary>
    public static string NameOf(HttpToolDeclaration declaration) => Prefix + declaration.Name;

    public async ValueTask<ToolResult> CallAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        var values = _parameters.Read(arguments);
        var secrets = await vault.ReadAsync(context.Owner, declaration.Secrets, context.AgentId, cancellationToken);
        var call = HttpCallComposer.Compose(declaration, values, context, secrets, MaxLength, SendTimeout);
        try
        {
            return HttpResult.From(await sender.SendAsync(context.Owner, call, cancellationToken));
        }
        catch (HttpSendException failure)
        {
            return HttpResult.Error($"Network error: {failure.Message}", null);
        }
    }
}
