using System.Collections.Concurrent;
using Agntz.Domain.Owners;

namespace Agntz.Api.Auth.Keys;

/// <summary>
/// Whom API keys let in, remembered for a few seconds: a busy caller costs one look-up in that time, and a key that was
/// revoked stops working at once here and within it on every other replica.
/// </summary>
internal sealed class KeyOwners(IApiKeyStore keys, KeyUses uses, TimeProvider clock)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (AdmittedKey Key, DateTimeOffset Until)> _known =
        new(StringComparer.Ordinal);

    private long _revocations;

    /// <summary>The owner a key lets in; null when it lets nobody in.</summary>
    public async ValueTask<Owner?> FindAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hash = Convert.ToHexString(key.Hash());
        if (_known.TryGetValue(hash, out var known) && now < known.Until)
        {
            uses.Add(known.Key, now);
            return known.Key.Owner;
        }

        var revocations = Interlocked.Read(ref _revocations);
        if (await keys.FindAsync(key, cancellationToken) is not { } found)
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        uses.Add(found, now);
        Remember(hash, found, now, revocations);
        return found.Owner;
    }

    /// <summary>Forgets a key that was revoked; it is looked up anew when it is presented again.</summary>
    public void Forget(ApiKeyId key)
    {
        Interlocked.Increment(ref _revocations);
        foreach (var (hash, known) in _known)
        {
            if (known.Key.Id == key)
            {
                _known.TryRemove(hash, out _);
            }
        }
    }

    private void Remember(string hash, AdmittedKey found, DateTimeOffset now, long revocations)
    {
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        var until = now + KeptFor;
        _known[hash] = (found, found.ExpiresAt < until ? found.ExpiresAt.Value : until);

        // A key that was revoked while it was looked up may have been found before and be remembered after.
        if (Interlocked.Read(ref _revocations) != revocations)
        {
            _known.TryRemove(hash, out _);
        }
    }
}
