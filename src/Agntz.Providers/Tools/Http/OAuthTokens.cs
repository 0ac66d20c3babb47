using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Owners;
using Agntz.Providers.Outbound;

namespace Agntz.Providers.Tools.Http;

/// <summary>Fetches tokens with the client credentials grant, and keeps each for its owner until shortly before its end.</summary>
internal sealed class OAuthTokens(OutboundHttp http, TimeProvider clock)
{
    private const int MostKept = 10_000;
    private const int MostRead = 64 * 1024;

    // A token must not run out on its way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(long OwnerId, string Grant), (string Token, DateTimeOffset Until)> _kept = new();

    /// <summary>A token.</summary>
    /// <param name="owner">Whose call it is for.</param>
    /// <param name="grant">What it is fetched with.</param>
    /// <param name="isRefused">A token that was refused and is not given again; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The server gives none.</exception>
    public async Task<string> GetAsync(
        Owner owner, ClientCredentials grant, string? isRefused, CancellationToken cancellationToken)
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

        _kept[key] = (token, clock.GetUtcNow() + lifetime - Margin);
        return token;
    }

    // The secret is part of it: whoever changes it means another grant. Only a hash of it is kept.
    private static string Key(ClientCredentials grant) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', grant.TokenUrl, grant.ClientId, grant.ClientSecret, grant.Scope, grant.InBody))));

    private async Task<(string Token, TimeSpan Lifetime)> FetchAsync(
        ClientCredentials grant, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, grant.TokenUrl) { Content = Form(grant) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!grant.InBody)
        {
            var credentials = $"{Uri.EscapeDataString(grant.ClientId)}:{Uri.EscapeDataString(grant.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        using var response = await http.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"the token server answered {(int)response.StatusCode}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var room = new byte[MostRead];
        var count = await body.ReadAtLeastAsync(room, MostRead, throwOnEndOfStream: false, cancellationToken);
        return Read(room.AsMemory(0, count), grant);
    }

    private static FormUrlEncodedContent Form(ClientCredentials grant)
    {
        var fields = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        if (grant.Scope is { } scope)
        {
            fields.Add(new("scope", scope));
        }

        if (grant.InBody)
        {
            fields.Add(new("client_id", grant.ClientId));
            fields.Add(new("client_secret", grant.ClientSecret));
        }

        return new FormUrlEncodedContent(fields);
    }

    private static (string Token, TimeSpan Lifetime) Read(ReadOnlyMemory<byte> body, ClientCredentials grant)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            if (answer.RootElement.TryGetProperty("access_token", out var text) && text.GetString() is { Length: > 0 } token)
            {
                var lifetime = answer.RootElement.TryGetProperty("expires_in", out var seconds)
                    && seconds.ValueKind is JsonValueKind.Number && seconds.GetDouble() is > 0 and < int.MaxValue and var value
                        ? TimeSpan.FromSeconds(value)
                        : grant.CacheTtl;
                return (token, lifetime);
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new HttpRequestException("the token server answered something that is no token", failure);
        }

        throw new HttpRequestException("the token server answered without an access_token");
    }
}
