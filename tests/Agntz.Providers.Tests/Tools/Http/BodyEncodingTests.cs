using Agntz.Providers.Tools.Http;

namespace Agntz.Providers.Tests.Tools.Http;

public sealed class BodyEncodingTests
{
    [Theory]
    [InlineData("text/plain; charset=windows-1252", "8035", "€5")]
    [InlineData("text/plain;charset=\"CP1252\"", "8035", "€5")]
    [InlineData("text/plain; charset=iso-8859-1;", "80E4", "€ä")]
    [InlineData("text/plain; charset=Latin1", "E4", "ä")]
    [InlineData("text/html; charset=koi8-r; q=1", "C1C2", "аб")]
    [InlineData("text/plain; charset=shift_jis", "82A0", "あ")]
    [InlineData("text/plain; charset=GB18030", "C4E3", "你")]
    [InlineData("text/plain; charset=utf-16le", "E400", "ä")]
    [InlineData("text/plain; charset=utf8", "C3A4", "ä")]
    [InlineData("text/plain; charset=nonsense", "C3A4", "ä")]
    [InlineData("text/plain; charset=cp99999", "C3A4", "ä")]
    [InlineData("text/plain; charset=", "C3A4", "ä")]
    [InlineData("text/plain", "C3A4", "ä")]
    [InlineData("nonsense", "C3A4", "ä")]
    [InlineData(null, "C3A4", "ä")]
    public void Of_ContentType_IsTheEncodingItNames(string? type, string bytes, string expected)
    {
        using var content = new ByteArrayContent(Convert.FromHexString(bytes));
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        Assert.Equal(expected, BodyEncoding.Of(content).GetString(Convert.FromHexString(bytes)));
    }
}
