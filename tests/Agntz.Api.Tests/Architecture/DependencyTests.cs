using System.Reflection;
using Agntz.Domain.Runs;
using Agntz.Persistence;
using Agntz.Providers;

namespace Agntz.Api.Tests.Architecture;

/// <summary>Who may know whom: <c>Api → Persistence → Domain</c>, <c>Api → Providers → Domain</c>, nothing else.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Domain = typeof(Run).Assembly;
    private static readonly Assembly Persistence = typeof(StorageOptions).Assembly;
    private static readonly Assembly Providers = typeof(AgntzProvidersExtensions).Assembly;
    private static readonly Assembly Api = typeof(Program).Assembly;

    [Fact]
    public void Projects_KnowOnlyWhatLiesBelowThem()
    {
        Assert.Empty(Ours(Domain));
        Assert.Equal(["Agntz.Domain"], Ours(Persistence));
        Assert.Equal(["Agntz.Domain"], Ours(Providers));
        Assert.Equal(["Agntz.Domain", "Agntz.Persistence", "Agntz.Providers"], Ours(Api));
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Extensions.Configuration")]
    [InlineData("Npgsql")]
    [InlineData("OpenAI")]
    [InlineData("Anthropic")]
    [InlineData("ModelContextProtocol")]
    public void Domain_KnowsNothingOfTheOutside(string assembly)
    {
        Assert.DoesNotContain(Names(Domain), name => name.StartsWith(assembly, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Data.Sqlite")]
    public void Api_KnowsNothingOfTheDatabase(string assembly)
    {
        Assert.DoesNotContain(Names(Api), name => name.StartsWith(assembly, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Ours(Assembly assembly) =>
        Names(assembly).Where(name => name.StartsWith("Agntz.", StringComparison.Ordinal)).Order();

    private static IEnumerable<string> Names(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
