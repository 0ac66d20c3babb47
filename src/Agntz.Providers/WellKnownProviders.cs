using Microsoft.Extensions.Configuration;

namespace Agntz.Providers;

/// <summary>Providers whose address is known, and the variables under which their keys usually are.</summary>
internal static class WellKnownProviders
{
    private static readonly IReadOnlyList<(string Name, string Variable, string BaseUrl)> All =
    [
        ("openai", "OPENAI", "https://api.openai.com/v1"),
        ("groq", "GROQ", "https://api.groq.com/openai/v1"),
        ("mistral", "MISTRAL", "https://api.mistral.ai/v1"),
        ("openrouter", "OPENROUTER", "https://openrouter.ai/api/v1"),
        ("ollama", "OLLAMA", "http://127.0.0.1:11434/v1"),
    ];

    /// <summary>
    /// Fills in what the usual variables say and the section does not. A provider appears when either names it.
    /// </summary>
    public static void AddFrom(IConfiguration configuration, ModelsOptions options)
    {
        foreach (var (name, variable, baseUrl) in All)
        {
            var key = NotEmpty(configuration[$"{variable}_API_KEY"]);
            var url = NotEmpty(configuration[$"{variable}_BASE_URL"]);
            if (!options.Providers.TryGetValue(name, out var provider))
            {
                if (key is null && url is null)
                {
                    continue;
                }

                options.Providers[name] = provider = new ProviderOptions();
            }

            provider.ApiKey ??= key;
            provider.BaseUrl ??= url ?? baseUrl;
        }
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
