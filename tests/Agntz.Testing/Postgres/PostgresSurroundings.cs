namespace Agntz.Testing.Postgres;

/// <summary>What a machine offers to tests that need PostgreSQL.</summary>
/// <param name="ConnectionString">A server somebody set up, in <c>AGNTZ_TEST_POSTGRES</c>; null when not set.</param>
/// <param name="HasDocker">Whether a container engine answers.</param>
/// <param name="BinariesFolder">Where <c>initdb</c> and <c>pg_ctl</c> are; null when they are not installed.</param>
/// <param name="IsRequired">Whether <c>AGNTZ_REQUIRE_POSTGRES=1</c> forbids to do without.</param>
public sealed record PostgresSurroundings(
    string? ConnectionString, bool HasDocker, string? BinariesFolder, bool IsRequired);
