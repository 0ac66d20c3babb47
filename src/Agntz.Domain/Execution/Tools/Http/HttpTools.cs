using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>Makes http tools of what manifests declare.</summary>
/// <param name="sender">Sends their requests.</param>
/// <param name="vault">Has their secrets.</param>
public sealed class HttpTools(IHttpSender sender, SecretVault vault)
{
    /// <summary>The tool of a declaration.</summary>
    public ITool Open(HttpToolDeclaration declaration) => new HttpTool(declaration, sender, vault);
}
