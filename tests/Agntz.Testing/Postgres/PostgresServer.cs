using Testcontainers.PostgreSql;
using Xunit;

namespace Agntz.Testing.Postgres;

/// <summary>The PostgreSQL server that the tests of a process share; each test takes a database of its own.</summary>
public static class PostgresServer
{
    private const string Image = "postgres:17";

    private static readonly Lazy<Task<string>> Shared = new(StartAsync);

    /// <summary>A fresh, empty database. Skips the test, with the reason, where there is no PostgreSQL.</summary>
    public static async Task<PostgresDatabase> CreateDatabaseAsync() =>
        await PostgresDatabase.CreateAsync(await Shared.Value);

    /// <summary>
    /// A server of the caller's own, to be stopped and started. Skips the test, with the reason, where there are no
    /// binaries to make one of.
    /// </summary>
    public static async Task<LocalPostgres> StartPrivateAsync()
    {
        var surroundings = ThisMachine.Look();
        if (surroundings.BinariesFolder is not { } binaries)
        {
            Assert.SkipUnless(surroundings.IsRequired, "No PostgreSQL binaries to start a private server with.");
            throw new InvalidOperationException("No PostgreSQL binaries, but AGNTZ_REQUIRE_POSTGRES=1 forbids to skip.");
        }

        return await LocalPostgres.StartNewAsync(binaries);
    }

    private static async Task<string> StartAsync()
    {
        switch (PostgresChoice.For(ThisMachine.Look()))
        {
            case PostgresChoice.Existing existing:
                return existing.ConnectionString;
            case PostgresChoice.Container:
                var container = new PostgreSqlBuilder(Image).Build();
                await container.StartAsync();
                return container.GetConnectionString();
            case PostgresChoice.Binaries binaries:
                return (await LocalPostgres.StartNewAsync(binaries.Folder)).ConnectionString;
            case PostgresChoice.None none:
                Assert.Skip(none.Reason);
                break;
        }

        throw new InvalidOperationException("Not a choice.");
    }
}
