namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads which model an llm agent asks.</summary>
internal static class ModelReading
{
    private const double MostTemperature = 2;

    public static ModelSettings Read(Fields fields)
    {
        var provider = fields.RequiredText("provider");
        var settings = new ModelSettings
        {
            Provider = provider,
            Name = fields.RequiredText("name"),
            Temperature = fields.Number("temperature"),
            MaxTokens = Int(fields.Whole("maxTokens", 1, int.MaxValue)),
            TopP = fields.Number("topP"),
            TopK = Int(fields.Whole("topK", 1, int.MaxValue)),
            PresencePenalty = fields.Number("presencePenalty"),
            FrequencyPenalty = fields.Number("frequencyPenalty"),
            StopSequences = fields.Texts("stopSequences"),
            Seed = fields.Whole("seed", long.MinValue),
            MaxRetries = Int(fields.Whole("maxRetries", 0)),
            ProviderOptions = ProviderOptionsReading.Read(fields, provider),
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
}
