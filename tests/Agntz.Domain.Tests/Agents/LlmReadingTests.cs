using Agntz.Domain.Agents;

namespace Agntz.Domain.Tests.Agents;

/// <summary>What llm agents may say.</summary>
public sealed class LlmReadingTests
{
    [Fact]
    public void Read_EverySetting_IsKept()
    {
        var reading = Read(
            "temperature: 0.2, maxTokens: 100, topP: 0.9, topK: 7, presencePenalty: 1, frequencyPenalty: -1, "
            + "stopSequences: [END], seed: -7, maxRetries: 0, providerOptions: {openai: {effort: low}}");

        var model = Assert.IsType<LlmManifest>(reading.Manifest).Model;
        Assert.Equal((0.2, 100, 0.9, 7, 1.0, -1.0, -7L, 0),
            (model.Temperature, model.MaxTokens, model.TopP, model.TopK, model.PresencePenalty, model.FrequencyPenalty,
                model.Seed, model.MaxRetries));
        Assert.Equal(["END"], model.StopSequences);
        Assert.Equal("""{"effort":"low"}""", model.ProviderOptions?.GetRawText());
        Assert.Empty(reading.Warnings);
    }

    [Theory]
    [InlineData("temperature: warm", "model.temperature")]
    [InlineData("maxTokens: 0", "model.maxTokens")]
    [InlineData("maxTokens: 1.5", "model.maxTokens")]
    [InlineData("topK: 0", "model.topK")]
    [InlineData("maxRetries: -1", "model.maxRetries")]
    [InlineData("seed: x", "model.seed")]
    [InlineData("stopSequences: END", "model.stopSequences")]
    [InlineData("stopSequences: [1]", "model.stopSequences")]
    [InlineData("temprature: 1", "model.temprature")]
    [InlineData("providerOptions: {groq: {a: 1}}", "model.providerOptions.groq")]
    [InlineData("providerOptions: {openai: 1}", "model.providerOptions.openai")]
    [InlineData("providerOptions: [1]", "model.providerOptions")]
    [InlineData("providerOptions: {openai: {apiKey: k}}", "model.providerOptions.openai.apiKey")]
    [InlineData("providerOptions: {openai: {Authorization: k}}", "model.providerOptions.openai.Authorization")]
    [InlineData("providerOptions: {openai: {headers: {}}}", "model.providerOptions.openai.headers")]
    [InlineData("providerOptions: {openai: {baseUrl: u}}", "model.providerOptions.openai.baseUrl")]
    [InlineData("providerOptions: {openai: {secret: s}}", "model.providerOptions.openai.secret")]
    [InlineData("providerOptions: {openai: {deep: [{apiKey: k}]}}", "model.providerOptions.openai.deep.apiKey")]
    [InlineData("providerOptions: {openai: {\"a']\": 1}}", "model.providerOptions.openai.a']")]
    [InlineData("options: {apiKey: k}", "model.options.apiKey")]
    [InlineData("options: {a: 1}, providerOptions: {openai: {b: 1}}", "model.options")]
    public void Read_SettingThatIsWrong_IsRefused(string settings, string path)
    {
        Assert.Equal([path], Read(settings).Errors.Select(error => error.Path));
    }

    [Fact]
    public void Read_DeprecatedOptions_AreTakenWithAWarning()
    {
        var reading = Read("options: {effort: low}");

        Assert.Equal("model.options", Assert.Single(reading.Warnings).Path);
        Assert.Equal("""{"effort":"low"}""",
            Assert.IsType<LlmManifest>(reading.Manifest).Model.ProviderOptions?.GetRawText());
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("2.1")]
    public void Read_OddTemperature_IsAWarning(string temperature)
    {
        var reading = Read($"temperature: {temperature}");

        Assert.Empty(reading.Errors);
        Assert.Equal("model.temperature", Assert.Single(reading.Warnings).Path);
    }

    [Fact]
    public void Read_Examples_AreKeptInOrder()
    {
        var reading = Read("seed: 1", "examples: [{input: a, output: b}, {input: c, output: d}]");

        Assert.Equal([new Example("a", "b"), new Example("c", "d")], Assert.IsType<LlmManifest>(reading.Manifest).Examples);
    }

    [Theory]
    [InlineData("examples: {input: a, output: b}", "examples")]
    [InlineData("examples: [a]", "examples[0]")]
    [InlineData("examples: [{input: a, output: b}, {input: a}]", "examples[1].output")]
    [InlineData("examples: [{input: '', output: b}]", "examples[0].input")]
    [InlineData("examples: [{input: 1, output: b}]", "examples[0].input")]
    [InlineData("examples: [{input: a, output: b, outptu: c}]", "examples[0].outptu")]
    public void Read_ExampleThatIsWrong_IsRefused(string examples, string path)
    {
        Assert.Equal([path], Read("seed: 1", examples).Errors.Select(error => error.Path));
    }

    private static ManifestReading Read(string settings, string more = "") => ManifestReader.Read(
        $$"""
          id: a
          kind: llm
          model: { provider: openai, name: m, {{settings}} }
          instruction: x
          {{more}}

          """);
}
