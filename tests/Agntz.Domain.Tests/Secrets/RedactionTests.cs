using System.Text;
using System.Text.Json;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Tests.Secrets;

public sealed class RedactionTests
{
    private const string Secret = "s3cr\"t/+é=\n key";

    private static readonly Redaction Hiding = new([Secret]);

    public static TheoryData<string> Forms() =>
    [
        Secret,
        JsonSerializer.Serialize(Secret).Trim('"'),
        "s3cr\\\"t/+é=\\n key",
        "s3cr\\u0022t/\\u002B\\u00E9=\\n key",
        "s3cr\\u0022t/\\u002b\\u00e9=\\n key",
        Uri.EscapeDataString(Secret),
        "s3cr%22t%2f%2b%c3%a9%3d%0a%20key",
        "s3cr%22t%2F%2B%C3%A9%3D%0A+key",
        "s3cr\"t/+%C3%A9=%0A%20key",
        "s3cr%22t/%2Bé%3d%0a+key",
        "%73%33cr%22t%2F+%E9=%0A%20key",
        "s3cr%22t/%2B%u00E9%3D%0A%20key",
        "s3cr\\\\\\\"t\\\\/+é=\\\\n key",
        "s3cr\\x22t\\/+\\xe9=\\x0A key",
        "s3cr\\\"t/+%C3%A9=%0A%20key",
        "s3cr%2522t/+%25C3%25A9=%250A%2520key",
        Secret.Replace("\n", "\r\n", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Apply_EveryForm_IsReplaced(string form) =>
        Assert.Equal("before [secret] after", Hiding.Apply($"before {form} after"));

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("us")]
    [InlineData("user:")]
    public void Apply_WithinBase64OfSomethingLonger_LeavesNothingThatTellsIt(string before)
    {
        const string Key = "abcdefghijklmnop";
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Key}!"));

        var clean = new Redaction([Key]).Apply(encoded);

        Assert.Contains("[secret]", clean);
        Assert.True(clean.Replace("[secret]", "", StringComparison.Ordinal).Length <= encoded.Length - 20, clean);
    }

    [Theory]
    [InlineData("token_9876\n", "token_9876")]
    [InlineData("\r\n token_9876 ", "token_9876")]
    [InlineData("token_9876\r\nline 2\r\n", "token_9876\\nline 2")]
    [InlineData("token_9876\r\nline 2\r\n", "token_9876%0Aline%202")]
    [InlineData("p!ss w0rd/(x)*~", "p!ss%20w0rd%2F(x)*~")]
    public void Apply_ValueAsItWasPasted_IsReplacedWithoutWhatIsAroundIt(string value, string echoed) =>
        Assert.Equal("it is [secret].", new Redaction([value]).Apply($"it is {echoed}."));

    [Theory]
    [InlineData("100 % of it, a\\b, %zz, %u12, \\u12, \\ud83d, +1, %")]
    [InlineData("%F0%9F%98%80 \\ud83d\\ude00 \\")]
    public void Apply_EscapesOfSomethingElse_AreLeft(string text) => Assert.Equal(text, Hiding.Apply(text));

    [Fact]
    public void Apply_OneValueWithinAnother_TakesOutTheLonger() =>
        Assert.Equal("[secret] [secret]s", new Redaction(["pass", "password"]).Apply("password passs"));

    [Fact]
    public void Apply_SeveralInARow_TakesOutAll() =>
        Assert.Equal("[secret][secret]-[secret]", new Redaction(["aaaa", "bbbb"]).Apply("aaaabbbb-aaaa"));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    public void Apply_ValueTooShortToTell_IsLeft(string value) =>
        Assert.Equal("abc abcabc", new Redaction([value]).Apply("abc abcabc"));

    [Fact]
    public void Apply_Json_LooksAtWhatItSays()
    {
        var redaction = new Redaction(["12345678", "hidden"]);
        var json = JsonElement.Parse("""{"\u0068idden":[12345678,1.50,"a h\u0069dden b",true,null],"x":"12345678"}""");

        Assert.Equal(
            """{"[secret]":["[secret]",1.50,"a [secret] b",true,null],"x":"[secret]"}""",
            redaction.Apply(json).GetRawText());
    }
}
