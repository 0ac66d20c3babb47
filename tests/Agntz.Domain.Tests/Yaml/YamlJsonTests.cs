using Agntz.Domain.Yaml;

namespace Agntz.Domain.Tests.Yaml;

public sealed class YamlJsonTests
{
    [Theory]
    [InlineData("\uFEFFa: b", """{"a":"b"}""")]
    [InlineData("a: one\u2028two\u2029three\u0085four", """{"a":"one\u2028two\u2029three\u0085four"}""")]
    [InlineData("a: |\n  one\u2028two\n  three\n", """{"a":"one\u2028two\nthree\n"}""")]
    [InlineData("a: \"one\u2028two\"", """{"a":"one\u2028two"}""")]
    [InlineData("\"a\u2028b\": c", """{"a\u2028b":"c"}""")]
    [InlineData("a: \"\uE000\u2028\"", """{"a":"\uE000\u2028"}""")]
    public void Parse_MarksAndOldLineBreaks_AreTextAsItWasWritten(string yaml, string json) =>
        AssertReads(json, yaml);

    [Theory]
    [InlineData("a: &x 1\nb: *x", """{"a":1,"b":1}""")]
    [InlineData("a: &x {p: [1, 2]}\nb: *x\nc: [*x]", """{"a":{"p":[1,2]},"b":{"p":[1,2]},"c":[{"p":[1,2]}]}""")]
    [InlineData("a: &x\n  p: &y 1\n  q: *y\nb: *x\nc: *y", """{"a":{"p":1,"q":1},"b":{"p":1,"q":1},"c":1}""")]
    [InlineData("a: &x 1\nb: *x\nc: &x 2\nd: *x", """{"a":1,"b":1,"c":2,"d":2}""")]
    [InlineData("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3", """{"a":{"p":1,"q":2},"b":{"q":3,"p":1}}""")]
    [InlineData("a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y]}", """{"a":{"p":1},"b":{"p":2,"q":2},"c":{"p":1,"q":2}}""")]
    [InlineData("'<<': 1", """{"<<":1}""")]
    public void Parse_Aliases_AreTheValuesOfTheirAnchors(string yaml, string json) => AssertReads(json, yaml);

    [Theory]
    [InlineData("a: *x", "anchor '&x'")]
    [InlineData("a: &x {b: *x}", "anchor '&x'")]
    [InlineData("a: {<<: 1}", "'<<' merges a mapping")]
    [InlineData("a:\n\tb: 1", "found a tab")]
    public void Parse_BrokenReferencesAndTabs_AreRefusedInWords(string yaml, string words) =>
        Assert.Contains(words, Assert.Throws<YamlFormatException>(() => YamlJson.Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_AliasesThatGrowBeyondBounds_AreRefused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 8).Select(
            level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));

        var refused = Assert.Throws<YamlFormatException>(() => YamlJson.Parse(bomb));

        Assert.Contains("aliases", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertReads(string json, string yaml) =>
        Assert.True(System.Text.Json.JsonElement.DeepEquals(System.Text.Json.JsonElement.Parse(json), YamlJson.Parse(yaml)));
}
