using Agntz.Persistence.Engines.Postgres;

namespace Agntz.Persistence.Tests.Engines;

public sealed class ServerSettingsTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("-c jit=on", "-c jit=on")]
    [InlineData("-cjit=on --work-mem=4MB", "-c jit=on -c work_mem=4MB")]
    [InlineData(@"-c  search_path=a,\ b", @"-c search_path=a,\ b")]
    [InlineData(@"-c x.y=a\\b", @"-c x.y=a\\b")]
    [InlineData("-d 5 -c jit=on", "-d 5 -c jit=on")]
    public void Parse_Options_KeepsAllOfThem(string? options, string expected) =>
        Assert.Equal(expected, ServerSettings.Parse(options).ToOptions());

    [Fact]
    public void Set_SameNameAgain_TheLaterWins()
    {
        var settings = new ServerSettings().Set("jit", "off").Set("enable_seqscan", "off")
            .Set(ServerSettings.Parse("-c JIT=on -c statement_timeout=0"))
            .Set("statement_timeout", "7500");

        Assert.Equal("-c enable_seqscan=off -c JIT=on -c statement_timeout=7500", settings.ToOptions());
    }

    [Fact]
    public void ToStatements_AreOfTheTransactionAndLeaveSocketsAlone() =>
        Assert.Equal(
            ["""SET LOCAL "jit" = 'off'""", """SET LOCAL "my"."text" = 'it''s'"""],
            new ServerSettings().Set("jit", "off").Set("tcp_user_timeout", "1").Set("my.text", "it's").ToStatements());
}
