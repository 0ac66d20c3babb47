using System.Text.RegularExpressions;
using Agntz.Domain.Agents;
using Agntz.Testing;

namespace Agntz.Domain.Tests.Agents;

/// <summary>What the documentation shows can be imported as it stands.</summary>
public sealed partial class ManifestDocumentationTests
{
    [Fact]
    public void Examples_AreManifestsWithoutErrorsOrWarnings()
    {
        var examples = Example().Matches(File.ReadAllText(RepositoryFolder.PathOf("docs", "manifests.md")));

        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            var reading = ManifestReader.Read(example.Groups[1].Value);
            Assert.Empty(reading.Errors);
            Assert.Empty(reading.Warnings);
        });
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
