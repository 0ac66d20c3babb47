using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Owners;
using Agntz.Providers.Outbound;

namespace Agntz.Providers.Tools.Http;

/// <summary>Fetches tokens, and keeps each for its owner until shortly before its end.</summary>
internal sealed class GrantedTokens(OutboundHttp http, TimeProvider clock)
{
    private const int MostKept = 10_000;
    private const int MostRead = 64 * 1024;

    // A token must not run out on its way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(long OwnerId, string Grant), (string Token, DateTimeOffset Until)> _kept = new();

    /// <summary>A token.</summary>
    /// <param name="owner">Whose call it is for.</param>
    /// <param name="grant">How it is fetched.</param>
    /// <param name="isRefused">A token that was refused and is not given again; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The server gives none.</exception>
    public async Task<string> GetAsync(
        Owner owner, TokenGrant grant, string? isRefused, CancellationToken cancellationToken)
    {
        var key = (owner.Id, Key(grant));
        if (_kept.TryGetValue(key, out var kept) && kept.Token != isRefused && clock.GetUtcNow() < kept.Until)
        {
            return kept.Token;
        }

        var (token, lifetime) = await FetchAsync(grant, cancellationToken);
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[key] = (token, clock.GetUtcNow() + (lifetime ?? grant.CacheTtl) - Margin);
        return token;
    }

    // The secrets are part of it: whoever changes one means another grant. Only a hash of it is kept.
    private static string Key(TokenGrant grant) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n',
        [
            grant.Method, grant.Url.AbsoluteUri, .. grant.Headers.Select(header => $"{header.Name}: {header.Value}"),
            $"{grant.Place}", grant.Body,
        ]))));

    private async Task<(string Token, TimeSpan? Lifetime)> FetchAsync(
        TokenGrant grant, CancellationToken cancellationToken)
    {
        using var request = HttpMessages.Create(grant.Method, grant.Url, grant.Headers, grant.Body, grant.ContentType);
        using var response = await http.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"the token server answered {(int)response.StatusCode}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var room = new byte[MostRead];
        var count = await body.ReadAtLeastAsync(room, MostRead, throwOnEndOfStream: false, cancellationToken);
        return TokenAnswer.Read(room.AsMemory(0, count), grant.Place);
    }
}
