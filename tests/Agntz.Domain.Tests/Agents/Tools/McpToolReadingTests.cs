using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Tests.Agents.Tools;

/// <summary>What tools of MCP servers may say.</summary>
public sealed class McpToolReadingTests
{
    [Fact]
    public void Read_EverythingItMaySay_IsKept()
    {
        var reading = Read(
            """
            server: https://mcp.example.com/mcp?v=1
                headers: {Authorization: "Bearer {{secrets.TOKEN}}"}
                tools: [plain, {tool: other, name: renamed, description: Does it., params: {a: {b: "{{secrets.KEY}}"}}}]
            """);

        Assert.Empty(reading.Errors);
        var tools = Assert.IsType<McpToolsDeclaration>(Assert.Single(Assert.IsType<LlmManifest>(reading.Manifest).Tools));
        Assert.Equal("https://mcp.example.com/mcp?v=1", tools.Server.Url.AbsoluteUri);
        Assert.Equal(["TOKEN"], tools.Server.Secrets);
        Assert.Equal(["plain", "other"], tools.Choices!.Select(choice => choice.Tool.Name));
        Assert.Equal(("renamed", "Does it."), (tools.Choices![1].Name, tools.Choices[1].Description));
        Assert.Equal(["KEY"], tools.Choices[1].Secrets);
        Assert.Equal("tools[0].tools[1].tool", tools.Choices[1].Tool.Path);
    }

    [Theory]
    [InlineData("tools: [a]", "tools[0].server")]
    [InlineData("server: github", "tools[0].server")]
    [InlineData("server: ftp://a.example/", "tools[0].server")]
    [InlineData("server: https://me:pw@a.example/", "tools[0].server")]
    [InlineData("server: 'https://{{userQuery}}/'", "tools[0].server")]
    [InlineData("server: https://a.example/, tools: []", "tools[0].tools")]
    [InlineData("server: https://a.example/, tools: a", "tools[0].tools")]
    [InlineData("server: https://a.example/, tools: ['']", "tools[0].tools[0]")]
    [InlineData("server: https://a.example/, tools: [1]", "tools[0].tools[0]")]
    [InlineData("server: https://a.example/, tools: [{name: a}]", "tools[0].tools[0].tool")]
    [InlineData("server: https://a.example/, tools: [{tool: a, name: 'a b'}]", "tools[0].tools[0].name")]
    [InlineData("server: https://a.example/, tools: [{tool: a, parms: {}}]", "tools[0].tools[0].parms")]
    [InlineData("server: https://a.example/, tools: [{tool: a, params: {x: '{{nope}}'}}]", "tools[0].tools[0].params")]
    [InlineData("server: https://a.example/, headers: {Mcp-Session-Id: x}", "tools[0].headers.Mcp-Session-Id")]
    [InlineData("server: https://a.example/, headers: {'a b': x}", "tools[0].headers.a b")]
    [InlineData("server: https://a.example/, headers: {A: '{{secrets.}}'}", "tools[0]")]
    [InlineData("server: https://a.example/, url: x", "tools[0].url")]
    public void Read_WhatIsWrong_IsRefused(string fields, string path)
    {
        var errors = ReadInline(fields).Errors;

        Assert.Equal([path], errors.Select(error => error.Path));
    }

    [Fact]
    public void Read_ToolAgent_NamesItsTool()
    {
        var reading = ManifestReader.Read(
            """
            id: a
            kind: tool
            tool: {kind: mcp, server: "https://a.example/", name: do.it, params: {q: "{{userQuery}}"}, headers: {X: y}}
            """);

        Assert.Empty(reading.Errors);
        var tool = Assert.IsType<McpToolDeclaration>(Assert.IsType<ToolManifest>(reading.Manifest).Tool);
        Assert.Equal("do.it", tool.Tool.Name);
    }

    private static ManifestReading Read(string fields) => ManifestReader.Read(
        $$"""
        id: a
        kind: llm
        model: {provider: demo, name: m}
        instruction: x
        tools:
          - kind: mcp
            {{fields}}
        """);

    private static ManifestReading ReadInline(string fields) => ManifestReader.Read(
        $$"""
        id: a
        kind: llm
        model: {provider: demo, name: m}
        instruction: x
        tools: [{kind: mcp, {{fields}}}]
        """);
}
