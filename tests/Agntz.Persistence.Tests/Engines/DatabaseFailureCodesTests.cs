using Agntz.Persistence.Engines;
using Agntz.Persistence.Engines.Postgres;
using Agntz.Persistence.Engines.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Agntz.Persistence.Tests.Engines;

/// <summary>Codes of failures: of a database that cannot be used, and of statements that are wrong.</summary>
public sealed class DatabaseFailureCodesTests
{
    [Theory]
    [InlineData("08006")] // connection failure
    [InlineData("25006")] // read-only
    [InlineData("25P03")] // idle in a transaction for too long
    [InlineData("28000")] // the role may not log in
    [InlineData("28P01")] // the password is another one
    [InlineData("3D000")] // no such database
    [InlineData("3F000")] // no such schema
    [InlineData("40001")] // met another transaction
    [InlineData("42501")] // no privileges
    [InlineData("42P01")] // no such table: of a schema that may not be used, none is seen
    [InlineData("53100")] // the disk is full
    [InlineData("53200")] // no memory
    [InlineData("53300")] // too many connections
    [InlineData("55000")] // the database takes no connections
    [InlineData("55P03")] // a lock was not to be had
    [InlineData("57014")] // the statement took too long
    [InlineData("57P01")] // the server stops
    [InlineData("57P03")] // the server starts
    [InlineData("57P04")] // the database was dropped
    [InlineData("58030")] // the disk fails
    [InlineData("XX001")] // a page is broken
    public void Postgres_CannotBeUsed_IsAway(string code) => Assert.True(MeansAway(code));

    [Theory]
    [InlineData("21000")]
    [InlineData("22003")]
    [InlineData("22021")]
    [InlineData("23505")]
    [InlineData("25P02")]
    [InlineData("42601")]
    [InlineData("42703")]
    [InlineData("42883")]
    [InlineData("54000")]
    public void Postgres_StatementThatIsWrong_IsNotAway(string code) => Assert.False(MeansAway(code));

    [Fact]
    public void Postgres_NoSuitableHost_IsAwayAndNoMisconfiguration()
    {
        var failure = new NpgsqlException("No suitable host was found.");

        Assert.False(failure.IsTransient);
        Assert.True(new DatabaseFailures(PostgresFailures.IsAway).MeanAway(failure));
        Assert.False(PostgresFailures.IsMisconfiguration(failure));
    }

    [Theory]
    [InlineData("28P01", true)]
    [InlineData("3D000", true)]
    [InlineData("42501", true)]
    [InlineData("25006", false)]
    [InlineData("53300", false)]
    [InlineData("57P03", false)]
    public void Postgres_StartWaits_UnlessSomebodyMustMendTheSettings(string code, bool isMisconfiguration) =>
        Assert.Equal(
            isMisconfiguration,
            PostgresFailures.IsMisconfiguration(new InvalidOperationException("x", Failure(code))));

    [Theory]
    [InlineData(5, true)] // busy
    [InlineData(8, true)] // read-only
    [InlineData(10, true)] // the disk fails
    [InlineData(11, true)] // a page is broken
    [InlineData(13, true)] // the disk is full
    [InlineData(14, true)] // the file cannot be opened
    [InlineData(1, false)] // no such table
    [InlineData(18, false)] // too large
    [InlineData(19, false)] // a constraint
    [InlineData(20, false)] // another type
    public void Sqlite_Code_IsAwayWhereTheFileCannotBeUsed(int code, bool isAway) =>
        Assert.Equal(isAway, new DatabaseFailures(SqliteFailures.IsAway).MeanAway(new SqliteException("x", code)));

    private static bool MeansAway(string code) => new DatabaseFailures(PostgresFailures.IsAway).MeanAway(Failure(code));

    private static PostgresException Failure(string code) => new("x", "ERROR", "ERROR", code);
}
