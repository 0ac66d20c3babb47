using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Tools;

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

    [Fact]
    public void Read_Tools_AreInTheOrderOfTheManifest()
    {
        var reading = ManifestReader.Read("id: a\nkind: llm\n" + Model +
            """
            instruction: x
            tools:
              - kind: local
                tools: [one, two]
              - kind: local
                tools: [three]
            maxSteps: 3
            tokenBudget: 1000
            timeoutMs: 2000

            """);

        var agent = Assert.IsType<LlmManifest>(reading.Manifest);
        Assert.Equal(["one", "two", "three"],
            agent.Tools.Cast<LocalToolDeclaration>().SelectMany(local => local.Tools).Select(tool => tool.Name));
        Assert.Equal((3, 1000L, TimeSpan.FromSeconds(2)), (agent.MaxSteps, agent.TokenBudget, agent.Timeout));
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

    [Fact]
    public void Read_ToolAgentOfAnUnknownKind_NamesEveryKindThereIs()
    {
        var error = Assert.Single(ManifestReader.Read("{id: a, kind: tool, tool: {kind: magic, name: x}}").Errors);

        Assert.Equal("Unknown tool kind: magic. Expected one of: http, local, mcp", error.Message);
    }

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    public void Read_LongName_IsTakenAsLongAsItCanBeKept(int length, int errors)
    {
        var reading = ManifestReader.Read($"id: a\nname: {new string('n', length)}\nkind: llm\n{Model}instruction: x\n");

        Assert.Equal(errors, reading.Errors.Count);
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
    [InlineData("id: a\nname: \"\\0\"\nkind: llm\n" + Model + "instruction: x\n", "name")]
    [InlineData("id: a\ndescription: \"a\\0b\"\nkind: llm\n" + Model + "instruction: x\n", "description")]
    [InlineData("id: a\nkind: image\n", "kind")]
    [InlineData("id: a\nkind: tool\n", "tool")]
    [InlineData("id: a\nkind: tool\ntool: x\n", "tool")]
    [InlineData("id: a\nkind: tool\ntool: {kind: local}\n", "tool.name")]
    [InlineData("id: a\nkind: tool\ntool: {kind: magic, name: x}\n", "tool.kind")]
    [InlineData("id: a\nkind: tool\ntool: {kind: local, name: x, params: {a: \"{{b}}\"}}\n", "tool.params")]
    [InlineData("id: a\nkind: tool\ntool: {kind: local, name: x, param: {}}\n", "tool.param")]
    [InlineData("id: a\nkind: tool\ntool: {kind: local, name: x}\nmaxSteps: 3\n", "maxSteps")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: {}\n", "tools")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [x]\n", "tools[0]")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{}]\n", "tools[0].kind")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{kind: magic}]\n", "tools[0].kind")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{kind: local}]\n", "tools[0].tools")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{kind: local, tools: [a], names: [b]}]\n", "tools[0].names")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{kind: agent}]\n", "tools[0].agent")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{kind: agent, agent: a b}]\n", "tools[0].agent")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntools: [{kind: agent, agent: a@b, version: c}]\n", "tools[0].version")]
    [InlineData("id: a\nkind: tool\ntool: {kind: agent, agent: b}\n", "tool.kind")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\nmaxSteps: 0\n", "maxSteps")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntokenBudget: 0\n", "tokenBudget")]
    [InlineData("id: a\nkind: llm\n" + Model + "instruction: x\ntimeoutMs: soon\n", "timeoutMs")]
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

    [Theory]
    [InlineData("when: {{a}} == 1")]
    [InlineData("input: {a: {{b}}}")]
    public void Read_TemplateWithoutQuotes_SaysThatItNeedsThem(string line)
    {
        var error = Assert.Single(ManifestReader.Read($"id: a\nkind: sequential\n{line}\n").Errors);

        Assert.Contains("written in quotes", error.Message);
    }

    [Theory]
    [InlineData("inputSchema: {n: {type: integer, minimun: 1}}", "inputSchema.n.minimun")]
    [InlineData("inputSchema: {n: {type: object, properties: {m: {type: integer, maxium: 1}}}}",
        "inputSchema.n.properties.m.maxium")]
    [InlineData("outputSchema: {type: object, properties: {n: {minimun: 1}}}", "outputSchema.properties.n.minimun")]
    [InlineData("outputSchema: {properties: {type: strin}}", "outputSchema.properties")]
    public void Read_SchemaThatIsWrong_IsNamedByThePathItsAuthorSees(string schema, string path)
    {
        var reading = ManifestReader.Read("id: a\nkind: llm\n" + Model + $"instruction: x\n{schema}\n");

        Assert.Equal(path, Assert.Single(reading.Errors).Path);
    }

    [Theory]
    [InlineData("id: a\u0000b\n", "line 1, column 6", "U+0000")]
    [InlineData("id: a\nkind: HALF\n", "line 2, column 7", "U+D800")]
    public void Read_CharacterThatIsNoText_IsRefusedWithItsPlace(string yaml, string place, string character)
    {
        // Half a surrogate pair does not survive as the argument of an attribute.
        var error = Assert.Single(ManifestReader.Read(yaml.Replace("HALF", "\ud800")).Errors);

        Assert.Contains(place, error.Message);
        Assert.Contains(character, error.Message);
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
