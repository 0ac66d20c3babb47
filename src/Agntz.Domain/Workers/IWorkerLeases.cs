namespace Agntz.Domain.Workers;

/// <summary>
/// Keeps which workers live. Leases live by the database's clock alone: callers say for how long, never until when.
/// Worker-side: a lease belongs to a process, not to an owner.
/// </summary>
public interface IWorkerLeases
{
    /// <summary>Brings up a new incarnation with a fresh lease.</summary>
    Task RegisterAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews a lease, however late.</summary>
    /// <returns>False when the incarnation was marked dead: its runs are, or will be, somebody else's.</returns>
    Task<bool> RenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken);
}
