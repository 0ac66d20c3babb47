using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Tests.Execution.Schemas;

/// <summary>
/// The official JSON Schema test suite, read where it lies beside the repository. Every case passes, or its schema is
/// refused when it is read for one of the reasons listed here: nothing is accepted and then judged wrongly.
/// </summary>
public sealed class OfficialSuiteTests
{
    private const string Suite = "shared/json-schema-test-suite/draft2020-12";

    // What no schema of ours may use.
    private static readonly string[] Refused =
    [
        "anchor.json", "defs.json", "dynamicRef.json", "refRemote.json", "unevaluatedItems.json",
        "unevaluatedProperties.json", "vocabulary.json",
    ];

    public static TheoryData<string> Files()
    {
        // Without the suite there is one case that says so by skipping itself.
        var files = Folder() is { } folder ? Directory.GetFiles(folder, "*.json") : [""];
        return [.. files.Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Validate_CasesOfAFile_AreJudgedAsTheSuiteSays(string file)
    {
        Assert.SkipWhen(file.Length == 0, $"The official cases are not there: looked for '{Suite}' beside the repository.");
        var wrong = new List<string>();
        var refused = new List<string>();
        var judged = 0;

        foreach (var group in JsonElement.Parse(File.ReadAllText(Path.Combine(Folder()!, file))).EnumerateArray())
        {
            var name = group.GetProperty("description").GetString();
            JsonSchema schema;
            try
            {
                schema = JsonSchema.Parse(group.GetProperty("schema"));
            }
            catch (JsonSchemaException refusal)
            {
                refused.Add($"{name}: {refusal.Message}");
                continue;
            }

            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                judged++;
                if (schema.Validate(test.GetProperty("data")).Count == 0 != test.GetProperty("valid").GetBoolean())
                {
                    wrong.Add($"{name}: {test.GetProperty("description").GetString()}");
                }
            }
        }

        foreach (var line in refused)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"refused: {line}");
        }

        Assert.Empty(wrong);
        Assert.True(judged > 0 || Refused.Contains(file), $"Nothing of {file} was judged: {string.Join("; ", refused)}");
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, Suite) is var suite && Directory.Exists(suite))
            {
                return suite;
            }
        }

        return null;
    }
}
