using System.Text.Json;
using System.Text.Json.Nodes;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Tests.Execution.Schemas;

/// <summary>Whatever is written as a schema, reading it ends with its own error at most, and so does every check.</summary>
public sealed class SchemaPropertyTests
{
    private const int Schemas = 8_000;

    private static readonly string[] Keywords =
    [
        "type", "enum", "const", "minimum", "multipleOf", "maxLength", "pattern", "minItems", "uniqueItems", "required",
        "dependentRequired", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "properties", "patternProperties",
        "additionalProperties", "unevaluatedProperties", "propertyNames", "dependentSchemas", "prefixItems", "items",
        "unevaluatedItems", "contains", "minContains", "maxContains", "$ref", "$defs", "$anchor", "default", "a", "items",
    ];

    private static readonly string[] Words =
        ["a", "b", "object", "array", "string", "integer", "#", "#/$defs/a", "#/properties/a", "#a", "^a+$", "(", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_RandomDefinitions_GiveASchemaOrItsOwnError(int seed)
    {
        var random = new Random(seed);
        var understood = 0;
        for (var count = 0; count < Schemas; count++)
        {
            var definition = ToElement(Definition(random, 3));
            var value = ToElement(Value(random, 3));
            try
            {
                var schema = count % 2 == 0 ? JsonSchema.Parse(definition) : JsonSchema.ParseManifest(definition);
                var filled = schema.WithDefaults(value);
                Assert.Equal(filled.GetRawText(), schema.WithDefaults(filled).GetRawText());
                Assert.All(schema.Validate(filled), violation => Assert.True(violation.Pointer is "" or ['/', ..]));
                understood++;
            }
            catch (JsonSchemaException refusal)
            {
                Assert.True(refusal.Pointer is "" or ['/', ..], refusal.Pointer);
            }
        }

        Assert.InRange(understood, Schemas / 100, Schemas - 1);
    }

    private static JsonNode? Definition(Random random, int depth)
    {
        var definition = new JsonObject();
        for (var count = random.Next(4); count > 0; count--)
        {
            var keyword = Keywords[random.Next(Keywords.Length)];
            definition[keyword] = depth == 0 || random.Next(8) == 0 ? Value(random, 2) : keyword switch
            {
                "allOf" or "anyOf" or "oneOf" or "prefixItems" =>
                    new JsonArray(Definition(random, depth - 1), Definition(random, depth - 1)),
                "properties" or "patternProperties" or "dependentSchemas" or "$defs" => new JsonObject
                {
                    ["a"] = Definition(random, depth - 1),
                    ["b"] = random.Next(2) == 0,
                },
                "not" or "if" or "then" or "else" or "items" or "contains" or "propertyNames" or "additionalProperties"
                    or "unevaluatedItems" or "unevaluatedProperties" => Definition(random, depth - 1),
                "type" or "pattern" or "$ref" or "$anchor" => Words[random.Next(Words.Length)],
                "required" or "enum" => new JsonArray(Words[random.Next(Words.Length)]),
                "minimum" or "multipleOf" or "maxLength" or "minItems" or "minContains" or "maxContains" => random.Next(-1, 4),
                _ => Value(random, 1),
            };
        }

        return definition;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth == 0 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-2, 5),
        3 => 0.5,
        4 => Words[random.Next(Words.Length)],
        5 => new JsonArray(Value(random, depth - 1), Value(random, depth - 1)),
        _ => new JsonObject { ["a"] = Value(random, depth - 1), ["b"] = Value(random, depth - 1) },
    };

    private static JsonElement ToElement(JsonNode? node) => JsonElement.Parse(node?.ToJsonString() ?? "null");
}
