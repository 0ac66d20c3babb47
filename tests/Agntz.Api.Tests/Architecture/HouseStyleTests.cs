using Agntz.Testing;

namespace Agntz.Api.Tests.Architecture;

/// <summary>What keeps the house readable, counted over the files themselves.</summary>
public sealed class HouseStyleTests
{
    private const int MostLines = 350;
    private const int MedianLines = 60;
    private const int MostColumns = 140;

    private static readonly string[] BannedWords = ["Manager", "Helper", "Util", "Processor", "Info", "Impl"];

    [Fact]
    public void Files_AreShort()
    {
        var lengths = Sources().Select(file => (File: file, Lines: File.ReadLines(file).Count())).ToList();

        Assert.All(lengths, it => Assert.True(it.Lines <= MostLines, $"{it.File} has {it.Lines} lines."));
        Assert.True(lengths.Select(it => it.Lines).Order().ElementAt(lengths.Count / 2) <= MedianLines);
    }

    [Fact]
    public void Lines_FitOnAScreen()
    {
        Assert.All(Sources(), file => Assert.All(
            File.ReadLines(file).Index(),
            line => Assert.True(line.Item.Length <= MostColumns, $"{file}:{line.Index + 1} has {line.Item.Length} columns.")));
    }

    [Fact]
    public void Names_AreTermsOfTheField()
    {
        Assert.All(Sources().Select(Path.GetFileNameWithoutExtension), name =>
            Assert.DoesNotContain(BannedWords, word => name!.EndsWith(word, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Sources() => new[] { "src", "tests", "bench" }
        .SelectMany(folder => Directory.EnumerateFiles(RepositoryFolder.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));
}
