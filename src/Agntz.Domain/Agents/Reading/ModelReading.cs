using System.Text.Json;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads which model an llm agent asks.</summary>
internal static class ModelReading
{
    private const double MostTemperature = 2;

    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "apiKey", "api_key", "authorization", "headers", "baseUrl", "base_url", "secret", "token", "password",
    };

    public static ModelSettings Read(Fields fields)
    {
        var provider = fields.RequiredText("provider");
        var settings = new ModelSettings
        {
            Provider = provider,
            Name = fields.RequiredText("name"),
            Temperature = fields.Number("temperature"),
            MaxTokens = Int(fields.Whole("maxTokens", 1)),
            TopP = fields.Number("topP"),
            TopK = Int(fields.Whole("topK", 1)),
            PresencePenalty = fields.Number("presencePenalty"),
            FrequencyPenalty = fields.Number("frequencyPenalty"),
            StopSequences = fields.Texts("stopSequences"),
            Seed = fields.Whole("seed", long.MinValue),
            MaxRetries = Int(fields.Whole("maxRetries", 0)),
            ProviderOptions = ReadProviderOptions(fields, provider),
        };
        if (settings.Temperature is < 0 or > MostTemperature)
        {
            fields.Problems.Warn(fields.PathOf("temperature"),
                $"A temperature is usually between 0 and {MostTemperature}, found {settings.Temperature}");
        }

        fields.RefuseOthers();
        return settings;
    }

    private static int? Int(long? value) => value is { } number ? (int)Math.Min(number, int.MaxValue) : null;

    private static JsonElement? ReadProviderOptions(Fields fields, string provider)
    {
        if (fields.Value("providerOptions", JsonValueKind.Object, "an object with the provider's name") is not { } all)
        {
            return null;
        }

        var inner = new Fields(all, fields.PathOf("providerOptions"), fields.Problems);
        var options = inner.Value(provider, JsonValueKind.Object, "an object");
        if (options is not null && !UnsupportedFields.HasOptions(provider))
        {
            fields.Problems.Structural(inner.PathOf(provider), $"Options for provider '{provider}' are not supported yet");
        }

        inner.RefuseOthers();
        foreach (var name in (options?.EnumerateObject() ?? default).Select(option => option.Name).Where(Secrets.Contains))
        {
            fields.Problems.Structural($"{inner.PathOf(provider)}.{name}",
                $"'{name}' does not belong into a manifest: set it in the server's configuration");
        }

        return options;
    }
}
