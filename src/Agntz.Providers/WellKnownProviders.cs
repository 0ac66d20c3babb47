using Microsoft.Extensions.Configuration;

namespace Agntz.Providers;

/// <summary>Providers whose address is known, and the variables under which their keys usually are.</summary>
internal static class WellKnownProviders
{
    private static readonly IReadOnlyList<(string Name, string Variable, string BaseUrl, ModelProtocol Protocol)> All =
    [
        ("openai", "OPENAI", "https://api.openai.com/v1", ModelProtocol.OpenAi),
        ("anthropic", "ANTHROPIC", "https://api.anthropic.com", ModelProtocol.Anthropic),
        ("groq", "GROQ", "https://api.groq.com/openai/v1", ModelProtocol.OpenAi),
        ("mistral", "MISTRAL", "https://api.mistral.ai/v1", ModelProtocol.OpenAi),
        ("openrouter", "OPENROUTER", "https://openrouter.ai/api/v1", ModelProtocol.OpenAi),
        ("ollama", "OLLAMA", "http://127.0.0.1:11434/v1", ModelProtocol.OpenAi),
        ("vllm", "VLLM", "http://127.0.0.1:8000/v1", ModelProtocol.OpenAi),
    ];

    /// <summary>
    /// Fills in what the usual variables say and the section does not. A provider appears when either names it.
    /// </summary>
    public static void AddFrom(IConfiguration configuration, ModelsOptions options)
    {
        foreach (var (name, variable, baseUrl, protocol) in All)
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
            provider.Protocol ??= protocol;
        }
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
