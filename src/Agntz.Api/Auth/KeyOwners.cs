using System.Collections.Concurrent;
using Agntz.Domain.Owners;

namespace Agntz.Api.Auth;

/// <summary>
/// Whom API keys let in, remembered for a few seconds: a busy caller costs one look-up in that time, and a revoked key
/// stops working within it on every replica.
/// </summary>
internal sealed class KeyOwners(IApiKeyStore keys, TimeProvider clock)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Owner Owner, DateTimeOffset Until)> _known =
        new(StringComparer.Ordinal);

    /// <summary>The owner a key lets in; null when it lets nobody in.</summary>
    public async ValueTask<Owner?> FindAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hash = Convert.ToHexString(key.Hash());
        if (_known.TryGetValue(hash, out var known) && now < known.Until)
        {
            return known.Owner;
        }

        var owner = await keys.FindOwnerAsync(key, cancellationToken);
        if (owner is null)
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        _known[hash] = (owner, now + KeptFor);
        return owner;
    }
}
