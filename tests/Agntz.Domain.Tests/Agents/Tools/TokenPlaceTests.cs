using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Tests.Agents.Tools;

/// <summary>Paths of tokens, as people write them.</summary>
public sealed class TokenPlaceTests
{
    [Theory]
    [InlineData("access_token", "access_token")]
    [InlineData("data.0.jwt", "data.0.jwt")]
    [InlineData("$.data.token", "data.token")]
    [InlineData("$.data[0].token", "data.0.token")]
    [InlineData("$['data'][\"a b\"][2]", "data.a b.2")]
    [InlineData("data[0].token", "data.0.token")]
    [InlineData("$.x-y.é", "x-y.é")]
    public void ReadPath_ThatNamesOnePlace_IsWrittenWithDots(string path, string expected) =>
        Assert.Equal(expected, TokenPlace.ReadPath(path));

    [Theory]
    [InlineData("$")]
    [InlineData("$.")]
    [InlineData("$..token")]
    [InlineData("$.data.*")]
    [InlineData("$.data[*].token")]
    [InlineData("$.data[?(@.a)]")]
    [InlineData("$.data[-1]")]
    [InlineData("$.data[0:1]")]
    [InlineData("$['a.b']")]
    [InlineData("$data")]
    public void ReadPath_ThatNamesMore_IsRefusedAtImport(string path)
    {
        Assert.Null(TokenPlace.ReadPath(path));

        var errors = ManifestReader.Read(
            $$"""
            id: a
            kind: tool
            tool:
              kind: http
              name: t
              url: https://a.example/
              auth:
                type: token_exchange
                request: {url: https://a.example/login}
                extract: {token_path: '{{path.Replace("'", "''", StringComparison.Ordinal)}}'}
            """).Errors;

        Assert.Equal(["tool.auth.extract.token_path"], errors.Select(error => error.Path));
    }
}
