using Agntz.Testing.Postgres;

namespace Agntz.Persistence.Tests.Surroundings;

/// <summary>Where tests get their PostgreSQL from, on machines of every kind.</summary>
public sealed class PostgresChoiceTests
{
    private static readonly PostgresSurroundings Bare = new(null, false, null, false);

    [Fact]
    public void For_ConnectionString_GoesBeforeEverything()
    {
        var choice = PostgresChoice.For(Bare with { ConnectionString = "Host=db", HasDocker = true, BinariesFolder = "/bin" });

        Assert.Equal(new PostgresChoice.Existing("Host=db"), choice);
    }

    [Fact]
    public void For_Docker_GoesBeforeBinaries()
    {
        var choice = PostgresChoice.For(Bare with { HasDocker = true, BinariesFolder = "/bin" });

        Assert.IsType<PostgresChoice.Container>(choice);
    }

    [Fact]
    public void For_BinariesAlone_AreUsed()
    {
        Assert.Equal(new PostgresChoice.Binaries("/bin"), PostgresChoice.For(Bare with { BinariesFolder = "/bin" }));
    }

    [Fact]
    public void For_Nothing_SkipsAndSaysWhatToDo()
    {
        Assert.Contains("AGNTZ_TEST_POSTGRES", Assert.IsType<PostgresChoice.None>(PostgresChoice.For(Bare)).Reason);
    }

    [Fact]
    public void For_NothingWhereItIsRequired_Fails()
    {
        Assert.Throws<InvalidOperationException>(() => PostgresChoice.For(Bare with { IsRequired = true }));
    }
}
