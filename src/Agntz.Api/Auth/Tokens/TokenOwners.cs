using System.Collections.Concurrent;
using Agntz.Domain.Owners;

namespace Agntz.Api.Auth.Tokens;

/// <summary>Whom tokens let in. Owners never change, so each is looked up once.</summary>
internal sealed class TokenOwners(IOwnerStore owners)
{
    private const int LongestName = 256;
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(string Issuer, string Subject), Owner> _known = new();

    /// <summary>
    /// The owner a token is about; null when its issuer or subject is missing or longer than 256 characters.
    /// </summary>
    public async ValueTask<Owner?> FindAsync(string? issuer, string? subject, CancellationToken cancellationToken)
    {
        if (issuer is not { Length: > 0 and <= LongestName } || subject is not { Length: > 0 and <= LongestName })
        {
            return null;
        }

        if (_known.TryGetValue((issuer, subject), out var known))
        {
            return known;
        }

        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        return _known[(issuer, subject)] = await owners.EnsureAsync(issuer, subject, cancellationToken);
    }
}
