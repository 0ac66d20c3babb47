using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("{ \"b\" : 1.0 ,\n \"a\" : [ 1e2, -0 , true, null ] }", "{\"b\":1.0,\"a\":[1e2,-0,true,null]}")]
    [InlineData("\"é \\u00e9 \\n \\u0000\"", "\"é \\u00e9 \\n \\u0000\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\"")]
    [InlineData("\"\\ud800\"", "\"\\uFFFD\"")]
    [InlineData("\"\\udc00\\ud800x\"", "\"\\uFFFD\\uFFFDx\"")]
    [InlineData("{\"\\ud800\":\"\\\\ud800\"}", "{\"\\uFFFD\":\"\\\\ud800\"}")]
    [InlineData("[]", "[]")]
    [InlineData("[[],{}]", "[[],{}]")]
    [InlineData("12345678901234567890.123456789", "12345678901234567890.123456789")]
    public void Compact_Value_KeepsItsFormButForWhatNoDatabaseKeeps(string json, string expected)
    {
        Assert.Equal(expected, JsonText.Compact(JsonElement.Parse(json)));
    }

    [Theory]
    [InlineData("abc", 10, "abc")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("a\0b", 10, "a\uFFFDb")]
    public void Clean_Text_IsCutAndRepaired(string text, int length, string expected)
    {
        Assert.Equal(expected, PlainText.Clean(text, length));
    }

    [Fact]
    public void Clean_LoneSurrogates_AreReplaced()
    {
        Assert.Equal("\uFFFDx\uFFFD", PlainText.Clean("\uD800x\uDC00", 10));
    }
}
