using System.Text.Json;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads the exchanges that show a model what is wanted.</summary>
internal static class ExampleReading
{
    public static IReadOnlyList<Example> Read(Fields fields)
    {
        if (fields.Value("examples", JsonValueKind.Array, "a list of {input, output}") is not { } list)
        {
            return [];
        }

        var examples = new List<Example>();
        foreach (var (index, source) in list.EnumerateArray().Index())
        {
            var path = $"{fields.PathOf("examples")}[{index}]";
            if (source.ValueKind is JsonValueKind.Object)
            {
                var example = new Fields(source, path, fields.Problems);
                examples.Add(new Example(example.RequiredText("input"), example.RequiredText("output")));
                example.RefuseOthers();
            }
            else
            {
                fields.Problems.Structural(path,
                    $"An example must be an object with 'input' and 'output', found {Fields.Describe(source)}");
            }
        }

        return examples;
    }
}
