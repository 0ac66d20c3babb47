namespace Agntz.Domain.Workers;

/// <summary>
/// Keeps which workers live. Leases live by the database's clock alone: callers say for how long, never until when.
/// Worker-side: a lease belongs to a process, not to an owner.
/// </summary>
public interface IWorkerLeases
{
    /// <summary>Brings up a new incarnation with a fresh lease.</summary>
    Task RegisterAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Declares workers dead whose lease has run out, for good. Does nothing until leases have been renewed without a
    /// break for as long as one lasts, and up to now: after the database was away nobody could renew, which says
    /// nothing of anybody.
    /// </summary>
    /// <param name="asking">Who asks; never declares itself dead. Null for a process that executes nothing.</param>
    /// <param name="lease">How long a lease lasts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many.</returns>
    Task<int> ExpireAsync(Guid? asking, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets processes that have gone, at most so many of each kind: dead workers that have no run any more, and what
    /// counts the transactions of processes, where none has shown itself for as long as that. Processes show themselves
    /// once an hour at least.
    /// </summary>
    /// <param name="silence">For how long nothing has been heard of them.</param>
    /// <param name="limit">The most of each kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many.</returns>
    Task<int> ForgetAsync(TimeSpan silence, int limit, CancellationToken cancellationToken);

    /// <summary>Renews a lease, however late.</summary>
    /// <returns>False when the incarnation was marked dead: its runs are, or will be, somebody else's.</returns>
    Task<bool> RenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken);
}
