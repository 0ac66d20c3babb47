using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>A session that is open, and the secrets it was opened with.</summary>
internal sealed record McpConnection(IMcpSession Session, SecretValues Secrets);
