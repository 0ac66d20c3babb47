using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Tests.Execution;

public sealed class InputCheckTests
{
    private const string Shorthand = """{"topic":"string","feedback":"string","rounds":{"type":"integer","default":3}}""";

    private const string Canonical =
        """{"type":"object","properties":{"topic":{"type":"string"}},"required":["topic"]}""";

    [Theory]
    [InlineData("""{"topic":"tea","feedback":null}""", """{"topic":"tea","rounds":3,"feedback":null}""")]
    [InlineData("""{"topic":"tea","feedback":"more","rounds":null}""", """{"topic":"tea","feedback":"more","rounds":3}""")]
    public void Accept_NullThatAMappingMade_CountsAsNotGivenForAShorthand(string mapped, string taken) =>
        AssertEqual(taken, InputCheck.Accept(Agent(Shorthand), JsonElement.Parse(mapped)));

    [Theory]
    [InlineData(Shorthand, """{"topic":"tea"}""")]
    [InlineData(Shorthand, """{"topic":1,"feedback":null}""")]
    [InlineData(Shorthand, """{"topic":"tea","feedback":null,"other":null}""")]
    [InlineData(Canonical, """{"topic":null}""")]
    public void Accept_WhatIsMissingOrWrongForAnotherReason_IsRefused(string schema, string mapped) =>
        Assert.Throws<RunFailedException>(() => InputCheck.Accept(Agent(schema), JsonElement.Parse(mapped)));

    [Fact]
    public void Find_NullInTheInputOfARun_IsRefused()
    {
        JsonElement? input = JsonElement.Parse("""{"topic":"tea","feedback":null}""");

        Assert.NotNull(InputCheck.Find(Agent(Shorthand), ref input));
    }

    [Theory]
    [InlineData(Shorthand, """ {"topic":"tea","feedback":"more"} """, """{"topic":"tea","feedback":"more","rounds":3}""")]
    [InlineData(Canonical, """{"topic":"tea"}""", """{"topic":"tea"}""")]
    public void Find_TextOfAnObjectWhereOneIsMeant_IsReadAsTheObject(string schema, string text, string taken)
    {
        JsonElement? input = JsonSerializer.SerializeToElement(text);

        Assert.Null(InputCheck.Find(Agent(schema), ref input));
        AssertEqual(taken, input);
    }

    [Theory]
    [InlineData("""{"type":"string"}""", """{"topic":"tea"}""")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"string"}""", """{"topic":"tea"}""")]
    public void Find_TextOfAnObjectWhereATextIsMeant_StaysAText(string schema, string text)
    {
        JsonElement? input = JsonSerializer.SerializeToElement(text);
        var agent = Agent(Canonical) with { InputSchema = JsonSchema.Parse(JsonElement.Parse(schema)) };

        Assert.Null(InputCheck.Find(agent, ref input));
        Assert.Equal(text, input!.Value.GetString());
    }

    private static void AssertEqual(string expected, JsonElement? found) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), found!.Value), found.Value.GetRawText());

    private static AgentManifest Agent(string schema) => new LlmManifest
    {
        Id = "agent",
        Model = new ModelSettings { Provider = "demo", Name = "demo" },
        Instruction = Domain.Execution.Templates.Template.Parse("go"),
        InputSchema = JsonSchema.ParseManifest(JsonElement.Parse(schema)),
    };
}
