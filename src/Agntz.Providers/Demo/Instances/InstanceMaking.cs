using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Agntz.Providers.Demo.Instances;

/// <summary>
/// Makes small values of schemas of the ordinary kind. Whether they conform is for the caller to see.
/// </summary>
/// <param name="root">The whole schema, for what is referred to.</param>
/// <param name="reply">What strings say.</param>
internal sealed class InstanceMaking(JsonElement root, string reply)
{
    private const int MaxDepth = 16;
    private const int MostItems = 1_000;

    // From here on only what is required, so that a schema within itself comes to an end.
    private const int DeepEnough = 4;

    /// <summary>How values are written.</summary>
    public static JsonSerializerOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value for a schema; null is JSON's null.</summary>
    public JsonNode? Make(JsonElement schema) => Make(schema, variant: 0, depth: 0);

    // A variant is for lists whose items must differ.
    private JsonNode? Make(JsonElement schema, int variant, int depth)
    {
        var keywords = Keywords.Of(schema, root);
        if (keywords.First("const") is { } constant)
        {
            return Node(constant);
        }

        if (Choices(keywords) is { Count: > 0 } choices)
        {
            return Node(choices[Math.Min(variant, choices.Count - 1)]);
        }

        return TypeOf(keywords) switch
        {
            _ when depth > MaxDepth => null,
            "object" => MakeObject(keywords, depth),
            "array" => MakeArray(keywords, depth),
            "boolean" => variant != 1,
            "integer" => InstanceNumber.Of(keywords, isWhole: true, variant),
            "number" => InstanceNumber.Of(keywords, isWhole: false, variant),
            "null" => null,
            _ => InstanceText.Of(keywords, reply, variant),
        };
    }

    // What every list of choices has.
    private static List<JsonElement> Choices(Keywords keywords) => keywords.All("enum")
        .Select(static list => list.EnumerateArray().ToList())
        .Aggregate(
            (List<JsonElement>?)null, static (common, list) => common is null ? list : Common(common, list)) ?? [];

    private static List<JsonElement> Common(List<JsonElement> some, List<JsonElement> others) =>
        [.. some.Where(choice => others.Any(other => JsonElement.DeepEquals(choice, other)))];

    private static string? TypeOf(Keywords keywords) => keywords.First("type") switch
    {
        { ValueKind: JsonValueKind.Array } types when types.GetArrayLength() > 0 => types[0].GetString(),
        { ValueKind: JsonValueKind.String } type => type.GetString(),
        _ when keywords.HasAny("properties", "required", "additionalProperties", "minProperties") => "object",
        _ when keywords.HasAny("items", "prefixItems", "minItems", "contains") => "array",
        _ when keywords.HasAny("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf") => "number",
        _ => null,
    };

    private JsonObject MakeObject(Keywords keywords, int depth)
    {
        var made = new JsonObject();
        var required = keywords.All("required")
            .SelectMany(list => list.EnumerateArray()).Select(name => name.GetString()!).ToHashSet();
        var properties = keywords.All("properties").SelectMany(list => list.EnumerateObject()).ToList();
        var onlyRequired = keywords.HasAny("required") || depth >= DeepEnough;
        foreach (var property in properties.Where(property => !onlyRequired || required.Contains(property.Name)))
        {
            made[property.Name] = Make(property.Value, 0, depth + 1);
        }

        var others = keywords.First("additionalProperties") ?? default;
        foreach (var name in required.Where(name => properties.All(property => property.Name != name)))
        {
            made[name] = Make(others, 0, depth + 1);
        }

        var least = Math.Min(keywords.AtLeast("minProperties"), MostItems);
        foreach (var property in properties.Where(property => made.Count < least && !made.ContainsKey(property.Name)))
        {
            made[property.Name] = Make(property.Value, 0, depth + 1);
        }

        for (var number = 1; made.Count < least; number++)
        {
            made[$"property{number}"] = Make(others, 0, depth + 1);
        }

        return made;
    }

    private JsonArray MakeArray(Keywords keywords, int depth)
    {
        List<JsonElement> first = keywords.First("prefixItems") is { ValueKind: JsonValueKind.Array } prefix
            ? [.. prefix.EnumerateArray()]
            : [];
        var contained = Contained(keywords);
        var items = keywords.First("items") ?? default;
        var made = new JsonArray();
        for (var index = 0; index < Math.Min(Math.Max(keywords.AtLeast("minItems"), contained), MostItems); index++)
        {
            made.Add(index < first.Count
                ? Make(first[index], 0, depth + 1)
                : Make(index < contained ? keywords.First("contains")!.Value : items, index, depth + 1));
        }

        return made;
    }

    // How many items must conform to what a list has to contain.
    private static int Contained(Keywords keywords) => keywords switch
    {
        _ when !keywords.HasAny("contains") => 0,
        _ when keywords.HasAny("minContains") => keywords.AtLeast("minContains"),
        _ => 1,
    };

    private static JsonNode? Node(JsonElement value) => JsonSerializer.SerializeToNode(value);
}
