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
}
