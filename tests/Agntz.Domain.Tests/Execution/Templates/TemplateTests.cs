using System.Text.Json;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Tests.Execution.Templates;

public sealed class TemplateTests
{
    private const string State =
        """
        {"name":"Ann","count":3,"none":null,"tags":["a","b"],"deep":{"er":{"yes":true}},"tricky":"{{name}}","":"empty"}
        """;

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("Hello {{name}}!", "Hello Ann!")]
    [InlineData("{{ name }}", "Ann")]
    [InlineData("{{count}} of {{tags}}", "3 of [\"a\",\"b\"]")]
    [InlineData("{{deep.er.yes}} {{deep.er}}", "true {\"yes\":true}")]
    [InlineData("{{tags.1}} {{tags.length}}", "b 2")]
    [InlineData("[{{none}}{{missing}}{{missing.deeper}}{{tags.9}}{{name.length}}]", "[]")]
    [InlineData("{{tricky}}", "{{name}}")]
    [InlineData("{ {{name}} }", "{ Ann }")]
    public void Render_Places_AreReplacedOnce(string template, string expected)
    {
        Assert.Equal(expected, Template.Parse(template).Render(States.Of(State)));
    }

    [Theory]
    [InlineData("{{name")]
    [InlineData("{{}}")]
    [InlineData("{{ }}")]
    [InlineData("{{a b}}")]
    [InlineData("{{{name}}}")]
    public void Parse_WhatIsNoTemplate_IsRefusedWithThePosition(string template)
    {
        Assert.Contains("character 1", Assert.Throws<SyntaxException>(() => Template.Parse(template)).Message);
    }

    [Theory]
    [InlineData("\"{{count}}\"", "3")]
    [InlineData("\"{{missing}}\"", "null")]
    [InlineData("\"{{ tags }}\"", "[\"a\",\"b\"]")]
    [InlineData("\"{{name}} and {{count}}\"", "\"Ann and 3\"")]
    [InlineData("\"{{count}}{{count}}\"", "\"33\"")]
    [InlineData("\" {{count}}\"", "\" 3\"")]
    [InlineData("\"{{none}}\"", "null")]
    [InlineData("\"[{{none}}]\"", "\"[]\"")]
    [InlineData("\"{{tricky}}\"", "\"{{name}}\"")]
    [InlineData("{\"a\":[\"{{tags}}\",7,true,null]}", "{\"a\":[[\"a\",\"b\"],7,true,null]}")]
    public void Resolve_Mapping_PassesTypesOn(string mapping, string expected)
    {
        Assert.Equal(expected, Mapping.Parse(JsonElement.Parse(mapping)).Resolve(States.Of(State)).GetRawText());
    }
}
