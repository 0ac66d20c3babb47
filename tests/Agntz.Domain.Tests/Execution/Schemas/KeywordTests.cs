using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Tests.Execution.Schemas;

/// <summary>Every keyword once with a value that conforms and once with one that does not.</summary>
public sealed class KeywordTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "1.5")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"enum":[1,{"a":[2]}]}""", """{"a":[2.0]}""", "2")]
    [InlineData("""{"const":"x"}""", "\"x\"", "\"y\"")]
    [InlineData("""{"minimum":1.5}""", "1.5", "1.4")]
    [InlineData("""{"maximum":9007199254740993}""", "9007199254740993", "9007199254740994")]
    [InlineData("""{"exclusiveMinimum":1}""", "1.1", "1")]
    [InlineData("""{"exclusiveMaximum":1}""", "0.9", "1")]
    [InlineData("""{"multipleOf":0.01}""", "4.35", "4.355")]
    [InlineData("""{"minLength":2}""", "\"😀a\"", "\"😀\"")]
    [InlineData("""{"maxLength":1}""", "\"😀\"", "\"ab\"")]
    [InlineData("""{"pattern":"^[0-9]{2}$"}""", "\"12\"", "\"12\\n\"")]
    [InlineData("""{"pattern":"^\\d+$"}""", "\"12\"", "\"\u0661\"")]
    [InlineData("""{"pattern":"^\\p{Letter}+$"}""", "\"ß\"", "\"1\"")]
    [InlineData("""{"minItems":1}""", "[1]", "[]")]
    [InlineData("""{"maxItems":1}""", "[1]", "[1,2]")]
    [InlineData("""{"uniqueItems":true}""", "[1,\"1\"]", "[1,1.0]")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", "[\"a\"]", "[\"a\",1]")]
    [InlineData("""{"items":{"type":"number"}}""", "[1,2]", "[1,\"2\"]")]
    [InlineData("""{"contains":{"const":1}}""", "[0,1]", "[0]")]
    [InlineData("""{"contains":{"const":1},"minContains":2,"maxContains":2}""", "[1,1]", "[1,1,1]")]
    [InlineData("""{"unevaluatedItems":false,"prefixItems":[true],"contains":{"const":9}}""", "[1,9]", "[1,2]")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":"x"}""", """{"a":1}""")]
    [InlineData("""{"patternProperties":{"^x":{"type":"string"}}}""", """{"y":1}""", """{"xy":1}""")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"a":1}""", """{"ab":1}""")]
    [InlineData("""{"required":["a"]}""", """{"a":null}""", """{}""")]
    [InlineData("""{"minProperties":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"maxProperties":1}""", """{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"dependentSchemas":{"a":{"required":["b"]}}}""", """{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"unevaluatedProperties":false,"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":true}}]}""",
        """{"a":1,"b":2}""", """{"a":2}""")]
    [InlineData("""{"unevaluatedProperties":{"type":"string"},"not":{"properties":{"a":true},"required":["z"]}}""",
        """{"a":"x"}""", """{"a":1}""")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":2}]}""", "2", "3")]
    [InlineData("""{"anyOf":[{"const":1},{"const":2}]}""", "2", "3")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":2}]}""", "1", "2")]
    [InlineData("""{"not":{"type":"string"}}""", "1", "\"1\"")]
    [InlineData("""{"if":{"const":1},"then":false,"else":{"type":"integer"}}""", "2", "1")]
    [InlineData("""{"$ref":"#/$defs/a~1b","$defs":{"a/b":{"const":1}}}""", "1", "2")]
    [InlineData("""{"$ref":"#one","$defs":{"x":{"$anchor":"one","const":1}}}""", "1", "2")]
    [InlineData("""{"$id":"https://example.com/a","$ref":"#/definitions/x","definitions":{"x":{"const":1}}}""", "1", "2")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","format":"email","not":{"const":1}}""", "2", "1")]
    public void Validate_Keyword_TellsGoodFromBad(string schema, string good, string bad)
    {
        var parsed = JsonSchema.Parse(JsonElement.Parse(schema));

        Assert.Empty(parsed.Validate(JsonElement.Parse(good)));
        Assert.NotEmpty(parsed.Validate(JsonElement.Parse(bad)));
    }
}
