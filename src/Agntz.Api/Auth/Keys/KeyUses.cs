using System.Collections.Concurrent;
using Agntz.Domain.Owners;
using Agntz.Domain.Time;

namespace Agntz.Api.Auth.Keys;

/// <summary>When keys were used last, in memory until it is noted: a request must not cost a write.</summary>
internal sealed class KeyUses
{
    private readonly ConcurrentDictionary<ApiKeyId, KeyUse> _uses = new();

    /// <summary>Notes that a key let its owner in.</summary>
    public void Add(AdmittedKey key, DateTimeOffset at) =>
        _uses[key.Id] = new KeyUse(key.Owner.Id, key.Id, at.ToInstant());

    /// <summary>Takes what has been noted since the last time.</summary>
    public IReadOnlyCollection<KeyUse> Take()
    {
        var taken = new List<KeyUse>();
        foreach (var key in _uses.Keys)
        {
            if (_uses.TryRemove(key, out var use))
            {
                taken.Add(use);
            }
        }

        return taken;
    }
}
