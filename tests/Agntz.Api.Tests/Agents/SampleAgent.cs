using Agntz.Testing;

namespace Agntz.Api.Tests.Agents;

/// <summary>The manifests in <c>agents/</c>, which a new server begins with.</summary>
internal static class SampleAgent
{
    /// <summary>Their ids, which are the names of their files, in order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryFolder.PathOf("agents"), "*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal),
    ];
}
