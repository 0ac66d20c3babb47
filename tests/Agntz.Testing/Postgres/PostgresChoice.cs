namespace Agntz.Testing.Postgres;

/// <summary>Where tests get their PostgreSQL from.</summary>
public abstract record PostgresChoice
{
    private PostgresChoice()
    {
    }

    /// <summary>A server that runs already.</summary>
    public sealed record Existing(string ConnectionString) : PostgresChoice;

    /// <summary>A container.</summary>
    public sealed record Container : PostgresChoice;

    /// <summary>Installed binaries, run in a temporary folder.</summary>
    public sealed record Binaries(string Folder) : PostgresChoice;

    /// <summary>Nowhere: tests that need it are skipped for this reason.</summary>
    public sealed record None(string Reason) : PostgresChoice;

    /// <summary>Chooses.</summary>
    /// <exception cref="InvalidOperationException">There is none, and there must be one.</exception>
    public static PostgresChoice For(PostgresSurroundings surroundings)
    {
        const string Missing = "No PostgreSQL for tests: set AGNTZ_TEST_POSTGRES to a connection string, or start Docker, "
            + "or install PostgreSQL's server binaries.";
        return surroundings switch
        {
            { ConnectionString: { Length: > 0 } connectionString } => new Existing(connectionString),
            { HasDocker: true } => new Container(),
            { BinariesFolder: { } folder } => new Binaries(folder),
            { IsRequired: true } => throw new InvalidOperationException($"{Missing} AGNTZ_REQUIRE_POSTGRES=1 forbids to skip."),
            _ => new None(Missing),
        };
    }
}
