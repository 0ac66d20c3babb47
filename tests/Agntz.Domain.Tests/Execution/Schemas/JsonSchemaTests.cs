using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Tests.Execution.Schemas;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"topic":"string"}""", """{"topic":"Tea"}""", null)]
    [InlineData("""{"topic":"string"}""", """{"topic":7}""", "/topic")]
    [InlineData("""{"topic":"string"}""", """{}""", "")]
    [InlineData("""{"topic":"string"}""", """{"topic":"Tea","more":1}""", "")]
    [InlineData("""{"n":{"type":"integer","minimum":1}}""", """{"n":0}""", "/n")]
    [InlineData("""{"n":{"type":"integer","default":5}}""", """{}""", null)]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"number"}}}}""", """{"a":[1,"2"]}""", "/a/1")]
    public void Validate_Violation_IsNamedByItsPointer(string schema, string value, string? pointer)
    {
        var violations = JsonSchema.ParseManifest(JsonElement.Parse(schema)).Validate(JsonElement.Parse(value));

        Assert.Equal(pointer is null ? [] : [pointer], violations.Select(violation => violation.Pointer));
    }

    [Fact]
    public void WithDefaults_MissingProperties_AreFilledInAtEveryDepth()
    {
        var schema = JsonSchema.Parse(JsonElement.Parse(
            """
            {"type":"object","properties":{
              "a":{"default":1},
              "b":{"type":"object","properties":{"c":{"default":"x"}}},
              "d":{"type":"array","items":{"type":"object","properties":{"e":{"default":null}}}}}}
            """));

        var filled = schema.WithDefaults(JsonElement.Parse("""{"b":{},"d":[{},{"e":2}]}"""));

        Assert.Equal("""{"b":{"c":"x"},"d":[{"e":null},{"e":2}],"a":1}""", filled.GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{},"$ref":"https://example.com/other"}""")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","$dynamicRef":"#x"}""")]
    [InlineData("""{"type":"object","properties":{},"madeUp":1}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$id":"x"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#nowhere"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/nowhere"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$anchor":"x"},"b":{"$anchor":"x"},"c":{"$ref":"#x"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$anchor":"not one"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$dynamicAnchor":"x"}}}""")]
    [InlineData("""{"type":"object","properties":{},"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""
        {"type":"object","properties":{},"$ref":"#/$defs/a",
         "$defs":{"a":{"anyOf":[true,{"$ref":"#/$defs/b"}]},"b":{"$ref":"#/$defs/a"}}}
        """)]
    [InlineData("""{"type":"object","properties":{"a":{"minLength":-1}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"required":"b"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":7}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"text"}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"("}}}""")]
    [InlineData("""{"type":"object","properties":{"a":{"minimum":"1"}}}""")]
    public void Parse_WhatIsNotSupported_IsRefused(string schema)
    {
        Assert.Throws<JsonSchemaException>(() => JsonSchema.ParseManifest(JsonElement.Parse(schema)));
    }

    [Fact]
    public void Validate_SchemaThatRefersToItself_FollowsTheValueNotTheSchema()
    {
        var schema = JsonSchema.Parse(JsonElement.Parse(
            """{"type":"object","properties":{"next":{"$ref":"#"},"n":{"type":"integer"}},"required":["n"]}"""));

        Assert.Empty(schema.Validate(JsonElement.Parse("""{"n":1,"next":{"n":2,"next":{"n":3}}}""")));
        Assert.Equal("/next/next",
            Assert.Single(schema.Validate(JsonElement.Parse("""{"n":1,"next":{"n":2,"next":{}}}"""))).Pointer);
    }

    [Fact]
    public void Parse_MisspelledKeyword_SaysWhatWasMeant()
    {
        var refusal = Assert.Throws<JsonSchemaException>(() => JsonSchema.ParseManifest(
            JsonElement.Parse("""{"n":{"type":"integer","minimun":1}}""")));

        Assert.Equal("/n/minimun", refusal.Pointer);
        Assert.Contains("did you mean 'minimum'", refusal.Message);
    }

    [Fact]
    public void Parse_DefinitionTooLargeOrTooDeep_IsRefused()
    {
        var large = $$"""{"type":"object","properties":{},"description":"{{new string('x', 256 * 1024)}}"}""";
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 65)) + "true" + new string('}', 65);

        Assert.Contains("262144 bytes", Assert.Throws<JsonSchemaException>(() => Parse(large)).Message);
        Assert.Contains("64 levels", Assert.Throws<JsonSchemaException>(() => Parse(deep)).Message);
    }

    [Fact]
    public void Validate_AlternativesThatMultiply_EndsAndRefuses()
    {
        // Every level of the value doubles the work, as nothing conforms: 2^60 steps without a bound.
        var schema = Parse("""{"anyOf":[{"type":"array","items":{"$ref":"#"}},{"items":{"$ref":"#"},"not":{"const":1}}]}""");
        var value = JsonElement.Parse(new string('[', 60) + "1" + new string(']', 60));

        Assert.Contains("steps to check", Assert.Single(schema.Validate(value)).Message);
    }

    [Fact]
    public void Validate_DeepValueOfADeepSchema_IsJudged()
    {
        var schema = Parse(
            """
            {"$ref":"#/$defs/a",
             "$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"type":["array","integer"],"items":{"$ref":"#"}}}}
            """);
        var deep = new string('[', 60) + "{0}" + new string(']', 60);

        Assert.Empty(schema.Validate(JsonElement.Parse(deep.Replace("{0}", "1"))));
        Assert.Single(schema.Validate(JsonElement.Parse(deep.Replace("{0}", "\"x\""))));
    }

    [Fact]
    public void WithDefaults_ReferencesAndAllOf_KnowDefaultsToo()
    {
        var schema = Parse(
            """
            {"type":"object",
             "properties":{"a":{"$ref":"#/$defs/size"},"b":{"$ref":"#inner"}},
             "allOf":[{"properties":{"c":{"default":[]}}}],
             "$defs":{"size":{"type":"integer","default":4},
                      "inner":{"$anchor":"inner","type":"object","properties":{"d":{"default":true}}}}}
            """);

        Assert.Equal("""{"b":{"d":true},"a":4,"c":[]}""",
            schema.WithDefaults(JsonElement.Parse("""{"b":{}}""")).GetRawText());
    }

    private static JsonSchema Parse(string schema) =>
        JsonSchema.Parse(JsonElement.Parse(schema, new JsonDocumentOptions { MaxDepth = 100 }));
}
