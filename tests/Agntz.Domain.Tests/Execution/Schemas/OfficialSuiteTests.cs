using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Tests.Execution.Schemas;

/// <summary>
/// The official JSON Schema test suite, read where it lies beside the repository. Every case passes, or its schema is
/// refused when it is read and listed here: nothing is accepted and then judged wrongly.
/// </summary>
public sealed class OfficialSuiteTests
{
    private const string Suite = "shared/json-schema-test-suite/draft2020-12";

    // All of it is about what no schema of ours may use: dynamic references, other vocabularies, remote references.
    private static readonly string[] RefusedFiles = ["defs.json", "dynamicRef.json", "vocabulary.json"];

    // The same, for files that have other groups as well: dynamic and remote references, and '$id' below the top.
    private static readonly string[] Refused =
    [
        "anchor.json: Location-independent identifier with absolute URI",
        "anchor.json: Location-independent identifier with base URI change in subschema",
        "anchor.json: same $anchor with different base uri",
        "ref.json: remote ref, containing refs itself",
        "ref.json: Recursive references between schemas",
        "ref.json: refs with relative uris and defs",
        "ref.json: relative refs with absolute uris and defs",
        "ref.json: $id must be resolved against nearest parent, not just immediate parent",
        "ref.json: order of evaluation: $id and $ref",
        "ref.json: order of evaluation: $id and $anchor and $ref",
        "ref.json: order of evaluation: $id and $ref on nested schema",
        "ref.json: simple URN base URI with $ref via the URN",
        "ref.json: URN base URI with URN and JSON pointer ref",
        "ref.json: URN base URI with URN and anchor ref",
        "ref.json: URN ref with nested pointer ref",
        "ref.json: ref to if",
        "ref.json: ref to then",
        "ref.json: ref to else",
        "ref.json: ref with absolute-path-reference",
        "unevaluatedItems.json: unevaluatedItems with $dynamicRef",
        "unevaluatedProperties.json: unevaluatedProperties with $dynamicRef",
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
            catch (JsonSchemaException)
            {
                refused.Add($"{file}: {name}");
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

        Assert.Empty(wrong);
        if (RefusedFiles.Contains(file))
        {
            Assert.Equal(0, judged);
            return;
        }

        Assert.True(judged > 0, $"Nothing of {file} was judged.");
        Assert.Equal(Refused.Where(it => it.StartsWith($"{file}: ", StringComparison.Ordinal)), refused);
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
