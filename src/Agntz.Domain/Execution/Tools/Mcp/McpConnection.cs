using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>
/// A session that is open, and the secrets it was opened with. It is closed when the last of those who use it leaves, so
/// that whoever gives it up breaks nothing off.
/// </summary>
internal sealed class McpConnection(IMcpSession session, SecretValues secrets)
{
    private readonly Lock _lock = new();
    private int _users = 1;

    /// <summary>The session.</summary>
    public IMcpSession Session => session;

    /// <summary>The secrets of its headers.</summary>
    public SecretValues Secrets => secrets;

    /// <summary>Uses the session, until <see cref="LeaveAsync"/>.</summary>
    /// <returns>False where it was closed already.</returns>
    public bool TryUse()
    {
        lock (_lock)
        {
            return _users > 0 && ++_users > 0;
        }
    }

    /// <summary>Ends one use; whoever opened it has the first.</summary>
    public ValueTask LeaveAsync()
    {
        lock (_lock)
        {
            if (--_users > 0)
            {
                return ValueTask.CompletedTask;
            }
        }

        return session.DisposeAsync();
    }
}
