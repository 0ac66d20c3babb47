using Agntz.Providers.Outbound;

namespace Agntz.Providers.Tests.Outbound;

public sealed class AllowedHostTests
{
    [Theory]
    [InlineData("search.internal", "search.internal", 80, true)]
    [InlineData("search.internal", "SEARCH.internal.", 9200, true)]
    [InlineData("search.internal:9200", "search.internal", 9200, true)]
    [InlineData("search.internal:9200", "search.internal", 80, false)]
    [InlineData("search.internal:80", "search.internal", 80, true)]
    [InlineData("search.internal:80", "search.internal", 443, false)]
    [InlineData("search.internal", "evil.search.internal", 80, false)]
    [InlineData("search.internal", "search.internal.evil", 80, false)]
    [InlineData("127.0.0.1:8080", "127.0.0.1", 8080, true)]
    [InlineData("2130706433:8080", "127.0.0.1", 8080, true)]
    [InlineData("127.0.0.1", "127.0.0.2", 8080, false)]
    [InlineData("[::1]:9000", "::1", 9000, true)]
    [InlineData("[::1]:9000", "::1", 9001, false)]
    public void Matches_TheHostAndPortThatWereSet(string setting, string host, int port, bool matches) =>
        Assert.Equal(matches, AllowedHost.Parse(setting)!.Matches(host, port));

    [Theory]
    [InlineData("")]
    [InlineData("http://search.internal")]
    [InlineData("search.internal/path")]
    [InlineData("search.internal:nine")]
    [InlineData("search.internal:99999")]
    [InlineData("me@search.internal")]
    [InlineData("10.0.0.0/8")]
    public void Parse_AnythingElse_IsNone(string setting) => Assert.Null(AllowedHost.Parse(setting));
}
