using Agntz.Domain.Agents;

namespace Agntz.Domain.Tests.Agents.Tools;

/// <summary>Tools that a model could not tell apart are refused with the places of both.</summary>
public sealed class ToolNameCheckTests
{
    private const string Http = "{kind: http, name: a, url: 'https://a.example/'}";

    [Theory]
    [InlineData("{kind: local, tools: [a, b, a]}", "tools[0].tools[2]", "tools[0].tools[0]", "a")]
    [InlineData("{kind: local, tools: [a]}, {kind: local, tools: [b, a]}", "tools[1].tools[1]", "tools[0].tools[0]", "a")]
    [InlineData(Http + ", " + Http, "tools[1].name", "tools[0].name", "http__a")]
    [InlineData("{kind: local, tools: [http__a]}, " + Http, "tools[1].name", "tools[0].tools[0]", "http__a")]
    [InlineData("{kind: agent, agent: x}, {kind: agent, agent: x}", "tools[1].agent", "tools[0].agent", "invoke_x")]
    [InlineData("{kind: agent, agent: x.y}, {kind: agent, agent: x_y}", "tools[1].agent", "tools[0].agent", "invoke_x_y")]
    [InlineData("{kind: mcp, server: 'https://a.example/', tools: [s, {tool: t, name: s}]}",
        "tools[0].tools[1].tool", "tools[0].tools[0]", "mcp__a_example__s")]
    [InlineData("{kind: mcp, server: 'https://a.example/1', tools: [s]}, {kind: mcp, server: 'https://a.example/2', tools: [s]}",
        "tools[1].tools[0]", "tools[0].tools[0]", "mcp__a_example__s")]
    public void Read_TwoToolsOfOneName_IsRefused(string tools, string path, string first, string name)
    {
        var error = Assert.Single(Read(tools).Errors);

        Assert.Equal(("structural", path), (error.Level, error.Path));
        Assert.Equal(
            $"Two tools are named '{name}' for the model, this one and the one at {first}. Rename or remove one of them",
            error.Message);
    }

    [Theory]
    [InlineData("{kind: local, tools: [a]}, " + Http + ", {kind: agent, agent: a}")]
    [InlineData("{kind: mcp, server: 'https://a.example/', tools: [s]}, {kind: mcp, server: 'https://b.example/', tools: [s]}")]
    [InlineData("{kind: mcp, server: 'https://a.example/'}, {kind: mcp, server: 'https://a.example/', tools: [s]}")]
    public void Read_NamesThatDifferOrAreNotKnownYet_AreTaken(string tools) => Assert.Empty(Read(tools).Errors);

    private static ManifestReading Read(string tools) => ManifestReader.Read(
        $$"""
        id: a
        kind: llm
        model: {provider: demo, name: m}
        instruction: x
        tools: [{{tools}}]
        """);
}
