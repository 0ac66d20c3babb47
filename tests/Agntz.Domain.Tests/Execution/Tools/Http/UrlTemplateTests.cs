using System.Text.Json;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Execution.Tools.Http;

namespace Agntz.Domain.Tests.Execution.Tools.Http;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("https://a.example/items/{id}", "https://a.example/items/7")]
    [InlineData("https://a.example/items/{id}?q={q?}&n=1", "https://a.example/items/7?n=1")]
    [InlineData("https://a.example/items?q={q?}", "https://a.example/items")]
    [InlineData("https://a.example/items?q={text?}", "https://a.example/items?q=a%20b%26c%2F%3F%7Bid%7D")]
    [InlineData("https://a.example/u/{{user}}/{id}", "https://a.example/u/x%2Fy/7")]
    [InlineData("https://a.example:8080?id={id}&id={id}", "https://a.example:8080?id=7&id=7")]
    public void Render_PutsValuesInEncoded(string template, string expected) =>
        Assert.Equal(expected, UrlTemplate.Parse(template).Render(Values(), State()));

    [Fact]
    public void Placeholders_AreRequiredWhereAnyUseIs()
    {
        var url = UrlTemplate.Parse("https://a.example/{a}?a={a?}&b={b?}&c={c}");

        Assert.Equal([("a", false), ("b", true), ("c", false)], url.Placeholders);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public void Render_ValueThatLeavesItsSegment_IsRefused(string value)
    {
        var url = UrlTemplate.Parse("https://a.example/items/{id}/x");

        Assert.Throws<ToolException>(() => url.Render(new Dictionary<string, string> { ["id"] = value }, State()));
    }

    [Fact]
    public void Render_RequiredValueMissing_NamesIt()
    {
        var failure = Assert.Throws<ToolException>(
            () => UrlTemplate.Parse("https://a.example/{other}").Render(Values(), State()));

        Assert.Equal("Missing required placeholder 'other' for URL", failure.Message);
    }

    [Theory]
    [InlineData("ftp://a.example/")]
    [InlineData("/relative")]
    [InlineData("https://{host}/x")]
    [InlineData("https://{{host}}/x")]
    [InlineData("https://a.{{host}}/x")]
    [InlineData("https://me:secret@a.example/")]
    [InlineData("https://a.example/{id?}")]
    [InlineData("https://a.example/{?units}")]
    [InlineData("https://a.example/{id")]
    [InlineData("https://a.example/#part")]
    public void Parse_AnythingElse_IsRefused(string url) =>
        Assert.ThrowsAny<FormatException>(() => UrlTemplate.Parse(url));

    private static Dictionary<string, string> Values() => new() { ["id"] = "7", ["text"] = "a b&c/?{id}" };

    private static AgentState State()
    {
        var state = new AgentState();
        state.Set("user", JsonElement.Parse("\"x/y\""));
        return state;
    }
}
