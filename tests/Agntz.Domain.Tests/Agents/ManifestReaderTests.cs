using Agntz.Domain.Agents;

namespace Agntz.Domain.Tests.Agents;

public sealed class ManifestReaderTests
{
    private const string Model = "model: {provider: demo, name: m}\n";

    [Fact]
    public void Read_Llm_HasEverythingItSays()
    {
        var reading = ManifestReader.Read(
            """
            id: helper
            name: Helper
            description: Helps.
            kind: llm
            model:
              provider: openai
              name: gpt
              temperature: 0.2
              maxTokens: 100
              topP: 0.9
              seed: 7
              stopSequences: [END]
            instruction: "Help with {{topic}}."
            inputSchema: {topic: string}
            """);

        Assert.Empty(reading.Errors);
        var agent = Assert.IsType<LlmManifest>(reading.Manifest);
        Assert.Equal(("helper", "Helper", "Helps."), (agent.Id, agent.Name, agent.Description));
        Assert.Equal(("openai", "gpt", 0.2, 100, 0.9, 7L),
            (agent.Model.Provider, agent.Model.Name, agent.Model.Temperature, agent.Model.MaxTokens, agent.Model.TopP, agent.Model.Seed));
        Assert.Equal(["END"], agent.Model.StopSequences);
    }

    [Theory]
    [InlineData("research-phase", "researchPhase")]
    [InlineData("web_researcher", "web_researcher")]
    [InlineData("plain", "plain")]
    public void Read_Step_IsKeyedByItsIdInCamelCase(string id, string key)
    {
        var reading = ManifestReader.Read(
            $$"""
              id: line
              kind: sequential
              steps:
                - agent: {id: {{id}}, kind: llm, model: {provider: demo, name: m}, instruction: x}
              """);

        Assert.Equal(key, Assert.Single(Assert.IsType<SequentialManifest>(reading.Manifest).Steps).StateKey);
    }

    [Theory]
    [InlineData("id: a\nkind: llm\ninstruction: x\n", "model")]
    [InlineData("id: a\nkind: llm\n" + Model, "instruction")]
    [InlineData("kind: llm\n" + Model + "instruction: x\n", "id")]
    [InlineData("id: a\nkind: robot\n", "kind")]
    [InlineData("id: a\n", "kind")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ninstructions: y\n", "instructions")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: \"{{x\"\n", "instruction")]
    [InlineData("id: a\nkind: llm\nmodel: {provider: demo, name: m, temperature: warm}\ninstruction: x\n", "model.temperature")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\noutputSchema: {a: {type: strin}}\n", "outputSchema")]
    [InlineData("id: a\nkind: sequential\nsteps: []\n", "steps")]
    [InlineData("id: a\nkind: sequential\nsteps: [{agent: {id: b, kind: llm}}]\n", "steps[0].agent")]
    [InlineData("id: a\nkind: sequential\nsteps: [{when: x, agent: {id: b, kind: llm}}]\n", "steps[0].when")]
    [InlineData("id: a\nkind: tool\n", "kind")]
    [InlineData("- a\n", "")]
    [InlineData("id: [unclosed\n", "")]
    [InlineData("", "")]
    public void Read_WhatIsWrong_IsNamedByItsPath(string yaml, string path)
    {
        var reading = ManifestReader.Read(yaml);

        Assert.Null(reading.Manifest);
        Assert.Contains(reading.Errors, error => error.Path.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MisspelledKey_SaysWhatWasMeant()
    {
        var reading = ManifestReader.Read("id: a\nkind: llm\n" + Model + "instruktion: x\n");

        Assert.Contains(reading.Errors, error => error.Message.Contains("instruction", StringComparison.Ordinal)
            && error.Path.Contains("instruktion", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AliasBomb_IsRefusedInsteadOfFillingMemory()
    {
        var yaml = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(
            Enumerable.Range('b', 12).Select(c => $"{(char)c}: &{(char)c} [{Ten($"*{(char)(c - 1)}")}]\n"));

        Assert.NotEmpty(ManifestReader.Read(yaml).Errors);

        static string Ten(string alias) => string.Join(',', Enumerable.Repeat(alias, 10));
    }

    [Fact]
    public void Read_DeeplyNestedYaml_IsRefusedInsteadOfEndingTheProcess()
    {
        Assert.NotEmpty(ManifestReader.Read(new string('[', 100_000)).Errors);
    }
}
