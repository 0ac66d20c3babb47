using System.Text;
using Agntz.Api.Auth.Tokens;
using Agntz.Domain.Owners;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Auth;

/// <summary>Says what is wrong with <see cref="AuthOptions"/>, and what to set instead.</summary>
internal sealed class AuthOptionsCheck : IValidateOptions<AuthOptions>
{
    private const int ShortestKey = 24;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var problems = new List<string>();
        if (options.BootstrapApiKey is { } key
            && (!ApiKey.IsOne(key) || key.Length < ShortestKey))
        {
            problems.Add($"Auth:BootstrapApiKey must begin with '{ApiKey.Prefix}' and have at least {ShortestKey} "
                + "characters. Set Auth__BootstrapApiKey to such a key, or unset it.");
        }

        if (options.Jwt.IsConfigured)
        {
            problems.AddRange(Check(options.Jwt));
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Check(JwtOptions jwt)
    {
        if (string.IsNullOrWhiteSpace(jwt.Audience))
        {
            yield return "Auth:Jwt is set, but Auth:Jwt:Audience is not: tokens made for other services would be "
                + "accepted. Set Auth__Jwt__Audience.";
        }

        if (jwt.SigningKey is not { } key)
        {
            if (!Uri.TryCreate(jwt.Authority, UriKind.Absolute, out var authority)
                || (authority.Scheme == Uri.UriSchemeHttp && !jwt.AllowHttp))
            {
                yield return $"Auth:Jwt:Authority must be an https address, found '{jwt.Authority}'. Set "
                    + "Auth__Jwt__Authority to one, or Auth__Jwt__AllowHttp to true on a network you trust.";
            }

            yield break;
        }

        if (!string.IsNullOrWhiteSpace(jwt.Authority))
        {
            yield return "Auth:Jwt:Authority and Auth:Jwt:SigningKey are both set, and tokens are checked with one of "
                + "them. Unset the other.";
        }

        if (string.IsNullOrWhiteSpace(jwt.Issuer))
        {
            yield return "Auth:Jwt:SigningKey is set, Auth:Jwt:Issuer is not. Set Auth__Jwt__Issuer to the 'iss' of "
                + "the tokens.";
        }

        if (Encoding.UTF8.GetByteCount(key) < JwtOptions.ShortestSigningKey)
        {
            yield return $"Auth:Jwt:SigningKey must have at least {JwtOptions.ShortestSigningKey} characters, or its "
                + "tokens could be forged. Set Auth__Jwt__SigningKey to a longer one.";
        }
    }
}
