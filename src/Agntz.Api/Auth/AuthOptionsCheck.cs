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
            && (!key.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) || key.Length < ShortestKey))
        {
            problems.Add($"Auth:BootstrapApiKey must begin with '{ApiKey.Prefix}' and have at least {ShortestKey} "
                + "characters. Set Auth__BootstrapApiKey to such a key, or unset it.");
        }

        if (options.Jwt.IsConfigured && string.IsNullOrWhiteSpace(options.Jwt.Audience))
        {
            problems.Add("Auth:Jwt:Authority is set, but Auth:Jwt:Audience is not: tokens made for other services would "
                + "be accepted. Set Auth__Jwt__Audience.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
