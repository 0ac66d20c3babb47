using System.Net;
using Agntz.Api.Auth;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>Where the service listens: on loopback unless told otherwise, and beyond it only with authentication set.</summary>
internal sealed class ListenAddresses(IConfiguration configuration) : IValidateOptions<AuthOptions>
{
    /// <summary>Where the service listens when nothing says otherwise.</summary>
    public const string Default = "http://127.0.0.1:5080";

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var open = BeyondLoopback(configuration);
        return open is null || options.BootstrapApiKey is not null || options.Jwt.IsConfigured
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"The service was told to listen on '{open}', which others can reach, but nothing says who may come in. "
                + "Set Auth__BootstrapApiKey to a key that begins with 'ar_live_', or Auth__Jwt__Authority and "
                + "Auth__Jwt__Audience, or listen on a loopback address.");
    }

    /// <summary>The addresses that are set, by any of the usual ways.</summary>
    public static IReadOnlyList<string> Configured(IConfiguration configuration)
    {
        string?[] urls =
        [
            .. (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries),
            .. Ports(configuration, "http"),
            .. Ports(configuration, "https"),
            .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]),
        ];
        return [.. urls.OfType<string>()];
    }

    /// <summary>The first address that is set and that others can reach; null when there is none.</summary>
    public static string? BeyondLoopback(IConfiguration configuration) =>
        Configured(configuration).FirstOrDefault(address => !IsLoopback(address));

    private static IEnumerable<string> Ports(IConfiguration configuration, string scheme) =>
        (configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(port => $"{scheme}://*:{port}");

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host.Trim('[', ']');
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
