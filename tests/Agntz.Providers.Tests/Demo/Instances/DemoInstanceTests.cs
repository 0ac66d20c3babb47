using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Schemas;
using Agntz.Providers.Demo.Instances;

namespace Agntz.Providers.Tests.Demo.Instances;

/// <summary>What the demo model answers conforms to the schema, or it says that it found nothing.</summary>
public sealed class DemoInstanceTests
{
    private const string Reply = "You said: Hello";

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"boolean"}},"required":["a","b"]}""",
        """{"a":"You said: Hello","b":true}""")]
    [InlineData("""{"type":"object","properties":{"a":{"enum":["x","y"]},"n":{"type":"integer","minimum":3}},"required":["a","n"]}""",
        """{"a":"x","n":3}""")]
    [InlineData("""{"type":"object","properties":{"o":{"$ref":"#/$defs/p"}},"required":["o"],"$defs":{"p":{"const":7}}}""", """{"o":7}""")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"string"}]}""", "null")]
    [InlineData("""{"type":["integer","null"]}""", "0")]
    [InlineData("""{"type":"object","required":["x"],"additionalProperties":{"type":"integer","minimum":2}}""", """{"x":2}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"}},"required":[],"minProperties":1}""",
        """{"a":null}""")]
    [InlineData("""{"type":"object","minProperties":2,"additionalProperties":{"const":1}}""", """{"property1":1,"property2":1}""")]
    [InlineData("""{"allOf":[{"type":"integer","minimum":3},{"minimum":5},{"multipleOf":4}]}""", "8")]
    [InlineData("""{"allOf":[{"enum":["a","b"]},{"enum":["b","c"]}]}""", "\"b\"")]
    [InlineData("""{"type":"object","properties":{"t":{"$ref":"#"},"v":{"type":"boolean"}},"required":["v"]}""", """{"v":true}""")]
    public void Of_Schema_IsASmallInstance(string schema, string instance) => Assert.Equal(instance, Made(schema));

    [Theory]
    [InlineData("""{"minLength":20}""", "\"You said: Hello.....\"")]
    [InlineData("""{"type":"string","maxLength":3}""", "\"You\"")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]{2}-\\d{4}$"}""", "\"AA-0000\"")]
    [InlineData("""{"type":"string","pattern":"^(red|green)$"}""", "\"red\"")]
    [InlineData("""{"type":"string","pattern":"^\\w+@\\w+\\.[a-z]{2,}$"}""", "\"a@a.aa\"")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$","minLength":5,"maxLength":5}""", "\"aaaaa\"")]
    [InlineData("""{"type":"string","pattern":"^[^a-z]\\u0041(?:x?)(?<n>y){2}$"}""", "\"0Ayy\"")]
    [InlineData("""{"type":"string","pattern":"[0-9]{3}","minLength":6}""", "\"000...\"")]
    [InlineData("""{"type":"string","pattern":"[\\]\\-x]+"}""", "\"-\"")]
    public void Of_Text_KeepsItsBounds(string schema, string instance) => Assert.Equal(instance, Made(schema));

    [Theory]
    [InlineData("""{"type":"integer","exclusiveMinimum":3}""", "4")]
    [InlineData("""{"type":"integer","minimum":2.5}""", "3")]
    [InlineData("""{"type":"integer","maximum":-3}""", "-3")]
    [InlineData("""{"type":"integer","exclusiveMaximum":0}""", "-1")]
    [InlineData("""{"type":"integer","maximum":-3,"exclusiveMaximum":-5}""", "-6")]
    [InlineData("""{"type":"integer","minimum":10,"multipleOf":7}""", "14")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""", "0.5")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"maximum":0.1}""", "0.05")]
    [InlineData("""{"type":"number","minimum":0.25}""", "0.25")]
    [InlineData("""{"type":"number","exclusiveMaximum":0}""", "-1")]
    [InlineData("""{"maximum":5,"multipleOf":0.1}""", "0")]
    public void Of_Number_KeepsItsBounds(string schema, string instance) => Assert.Equal(instance, Made(schema));

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"number"}}""", "[]")]
    [InlineData("""{"type":"array","minItems":2,"items":{"type":"integer"},"uniqueItems":true}""", "[0,1]")]
    [InlineData("""{"minItems":2,"items":{"type":"string"},"uniqueItems":true}""", """["You said: Hello","You said: Hello 2"]""")]
    [InlineData("""{"type":"array","minItems":2,"items":{"enum":["x","y"]},"uniqueItems":true}""", """["x","y"]""")]
    [InlineData("""{"type":"array","minItems":3,"prefixItems":[{"const":1},{"const":2}],"items":{"const":3}}""", "[1,2,3]")]
    [InlineData("""{"type":"array","contains":{"const":1}}""", "[1]")]
    public void Of_List_KeepsItsBounds(string schema, string instance) => Assert.Equal(instance, Made(schema));

    [Fact]
    public void Of_ReplyThatConforms_IsTheReply()
    {
        const string Text = """{"n": 41}""";

        Assert.Equal(Text, DemoInstance.Of(JsonElement.Parse("""{"type":"object","properties":{"n":{"minimum":40}}}"""), Text));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"s":{"type":"string","pattern":"^(?=.*[A-Z])x$"}}}""", "#/s")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"integer","minimum":3,"maximum":2}}}""", "#/n")]
    [InlineData("""{"type":"string","pattern":"^((a{1000}){1000}){1000}$"}""", "#")]
    [InlineData("false", "#")]
    public void Of_SchemaThatIsBeyondIt_SaysWhereAndWhatToDo(string schema, string where)
    {
        var failure = Assert.Throws<ModelCallException>(() => Made(schema));

        Assert.Contains($"outputSchema: {where}", failure.Message);
        Assert.Contains("providerOptions.demo.reply", failure.Message);
    }

    [Fact]
    public void Of_PatternNestedWithoutMeasure_SaysSo()
    {
        var pattern = $"^{new string('(', 5_000)}[A-Z]{new string(')', 5_000)}$";

        Assert.Throws<ModelCallException>(() => Made($$"""{"type":"string","pattern":"{{pattern}}"}"""));
    }

    private static string Made(string schema)
    {
        var definition = JsonElement.Parse(schema);
        var made = DemoInstance.Of(definition, Reply);
        Assert.Empty(JsonSchema.Parse(definition).Validate(JsonElement.Parse(made)));
        return made;
    }
}
