using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Tests.Execution.Templates;

public sealed class BlockTests
{
    private const string State =
        """
        {"name":"Ann","mood":"very good","count":3,"zero":0,"empty":"","yes":true,"no":false,"none":null,"list":[],
         "things":{},"tags":["a"],"deep":{"er":"x"},"trap":"{{#if yes}}","end":"{{/if}}","close":"a}}b"}
        """;

    [Theory]
    [InlineData("{{#if yes}}A{{/if}}", "A")]
    [InlineData("{{#if no}}A{{/if}}", "")]
    [InlineData("-{{#if name}} {{name}} {{/if}}-", "- Ann -")]
    [InlineData("{{#if list}}A{{/if}}{{#if things}}B{{/if}}{{#if tags}}C{{/if}}{{#if deep}}D{{/if}}", "CD")]
    [InlineData("{{#if zero}}A{{/if}}{{#if empty}}B{{/if}}{{#if none}}C{{/if}}{{#if missing}}D{{/if}}", "")]
    [InlineData("{{#if deep.er}}A{{/if}}{{#if deep.missing}}B{{/if}}{{#if tags.length}}C{{/if}}", "AC")]
    [InlineData("{{#if name == Ann}}A{{/if}}{{#if name != Ann}}B{{/if}}", "A")]
    [InlineData("{{#if mood == \"very good\"}}A{{/if}}{{#if mood == 'very good'}}B{{/if}}", "AB")]
    [InlineData("{{#if count == 3}}A{{/if}}{{#if count == \"3\"}}B{{/if}}{{#if count==3.0}}C{{/if}}", "AC")]
    [InlineData("{{#if missing == null}}A{{/if}}{{#if none == null}}B{{/if}}{{#if name != null}}C{{/if}}", "ABC")]
    [InlineData("{{#if yes == true}}A{{/if}}{{#if no == false}}B{{/if}}{{#if no != true}}C{{/if}}", "ABC")]
    [InlineData("{{#if close == 'a}}b'}}A{{/if}}", "A")]
    [InlineData("{{#if \"name\" == name}}A{{/if}}", "A")]
    [InlineData("{{#if yes}}1{{#if no}}2{{#if yes}}3{{/if}}4{{/if}}5{{#if yes}}6{{/if}}7{{/if}}8", "15678")]
    [InlineData("{{#if no}}{{#if yes}}A{{/if}}{{/if}}B", "B")]
    [InlineData("{{ #if yes }}A{{ /if }}", "A")]
    [InlineData("{{#if\nyes}}A{{/if}}", "A")]
    [InlineData("{{trap}}{{end}}", "{{#if yes}}{{/if}}")]
    [InlineData("{{#if yes}}{{/if}}", "")]
    [InlineData("a\n{{#if yes}}\nb\n{{/if}}\nc", "a\n\nb\n\nc")]
    public void Render_Blocks_AreThereWhereTheirConditionHolds(string template, string expected)
    {
        Assert.Equal(expected, Template.Parse(template).Render(States.Of(State)));
    }

    [Theory]
    [InlineData("{{#if yes}}A", 1)]
    [InlineData("{{#if yes}}{{#if no}}A{{/if}}", 1)]
    [InlineData("A{{/if}}", 2)]
    [InlineData("{{#if yes}}{{/if}}{{/if}}", 19)]
    [InlineData("{{#if yes", 1)]
    [InlineData("{{#if}}A{{/if}}", 6)]
    [InlineData("{{#if }}A{{/if}}", 7)]
    [InlineData("{{#ifyes}}A{{/if}}", 1)]
    [InlineData("{{#each tags}}A{{/each}}", 1)]
    [InlineData("{{#if yes}}A{{else}}B{{/if}}", 13)]
    [InlineData("{{#if count > 2}}A{{/if}}", 13)]
    [InlineData("{{#if yes && no}}A{{/if}}", 11)]
    [InlineData("{{#if !yes}}A{{/if}}", 7)]
    [InlineData("{{#if yes no}}A{{/if}}", 11)]
    [InlineData("{{#if mood == very good}}A{{/if}}", 20)]
    [InlineData("{{#if name ==}}A{{/if}}", 14)]
    [InlineData("{{#if name = Ann}}A{{/if}}", 12)]
    [InlineData("{{#if 'yes'}}A{{/if}}", 7)]
    [InlineData("{{#if (yes)}}A{{/if}}", 7)]
    [InlineData("{{#if name == 'Ann}}A{{/if}}", 1)]
    public void Parse_WhatIsNoBlock_IsRefusedWithThePosition(string template, int position)
    {
        Assert.Equal(position, Assert.Throws<SyntaxException>(() => Template.Parse(template)).Position);
    }

    [Theory]
    [InlineData("{{#if yes}}A{{/if}}")]
    [InlineData("{{/if}}")]
    [InlineData("{{else}}")]
    public void ParsePlaces_Blocks_AreRefused(string template)
    {
        Assert.Contains("instruction", Assert.Throws<SyntaxException>(() => Template.ParsePlaces(template)).Message);
    }

    [Fact]
    public void Paths_IncludeThoseOfConditionsAndOfWhatIsInBlocks()
    {
        Assert.Equal(["a", "b", "c.d", "e"],
            Template.Parse("{{a}}{{#if b == 1}}{{c.d}}{{#if e}}{{/if}}{{/if}}").Paths.Select(path => path.Source));
    }
}
