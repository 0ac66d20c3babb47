using Agntz.Domain.Owners;

namespace Agntz.Domain.Runs;

/// <summary>The keys under which callers created runs. They are written with the creation, by <see cref="IRunWriter"/>.</summary>
public interface IIdempotencyKeys
{
    /// <summary>
    /// The run a living key belongs to; null when the owner has no such key. That is a hint for whoever is about to
    /// create a run: whether the key is free is decided with the creation.
    /// </summary>
    Task<KeyedRun?> FindAsync(Owner owner, string key, CancellationToken cancellationToken);

    /// <summary>Forgets keys that live no more, at most so many. Worker-side: it serves all owners.</summary>
    /// <returns>How many.</returns>
    Task<int> SweepAsync(int limit, CancellationToken cancellationToken);
}
