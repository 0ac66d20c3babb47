using System.Text.Json;
using System.Text.RegularExpressions;
using Agntz.Domain.Execution.Schemas.Keywords;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>Reads the keywords of one schema object.</summary>
internal sealed class KeywordCompiler(SchemaCompiler schemas, JsonElement source, string pointer, int depth)
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
        "format", "contentEncoding", "contentMediaType", "contentSchema",
    };

    private readonly List<IKeyword> _keywords = [];

    /// <exception cref="JsonSchemaException">A keyword is malformed or not supported.</exception>
    public IReadOnlyList<IKeyword> Compile()
    {
        foreach (var member in source.EnumerateObject())
        {
            Add(member.Name, member.Value);
        }

        AddFamilies();
        return _keywords;
    }

    private void Add(string name, JsonElement value)
    {
        switch (name)
        {
            case "type":
                _keywords.Add(new TypeKeyword(Types(value)));
                break;
            case "enum":
                _keywords.Add(new EnumKeyword([.. Elements(name, value)]));
                break;
            case "const":
                _keywords.Add(new EnumKeyword([value]));
                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                _keywords.Add(Number(name, value));
                break;
            case "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties":
                _keywords.Add(Count(name, value));
                break;
            case "pattern":
                _keywords.Add(new PatternKeyword(Pattern(name, Text(name, value))));
                break;
            case "uniqueItems":
                if (Flag(name, value))
                {
                    _keywords.Add(new UniqueKeyword());
                }

                break;
            case "required":
                _keywords.Add(new RequiredKeyword(Texts(name, value)));
                break;
            case "dependentRequired":
                _keywords.AddRange(Members(name, value)
                    .Select(member => new RequiredKeyword(Texts(name, member.Value), member.Name)));
                break;
            case "allOf" or "anyOf" or "oneOf":
                _keywords.Add(new SchemasKeyword(name, List(name, value)));
                break;
            case "not":
                _keywords.Add(new SchemasKeyword(name, [Schema(name, value)]));
                break;
            case "propertyNames":
                _keywords.Add(new NamesKeyword(Schema(name, value)));
                break;
            case "dependentSchemas":
                _keywords.AddRange(Members(name, value).Select(member =>
                    new DependentKeyword(member.Name, Schema($"{name}/{Escape(member.Name)}", member.Value))));
                break;
            case "$ref":
                _keywords.Add(new ReferenceKeyword(schemas.Resolve(Text(name, value), $"{pointer}/{name}", depth)));
                break;
            case "$defs":
                foreach (var member in Members(name, value))
                {
                    Schema($"{name}/{Escape(member.Name)}", member.Value);
                }

                break;
            default:
                RefuseUnlessKnown(name);
                break;
        }
    }

    private void AddFamilies()
    {
        if (Has("properties") || Has("patternProperties") || Has("additionalProperties"))
        {
            _keywords.Add(ObjectMembers());
        }

        if (Has("prefixItems") || Has("items"))
        {
            _keywords.Add(new ItemsKeyword(
                Find("prefixItems") is { } prefix ? List("prefixItems", prefix) : [],
                Find("items") is { } items ? Schema("items", items) : null));
        }

        if (Find("contains") is { } contains)
        {
            _keywords.Add(new ContainsKeyword(
                Schema("contains", contains),
                Find("minContains") is { } least ? Whole("minContains", least) : 1,
                Find("maxContains") is { } most ? Whole("maxContains", most) : long.MaxValue));
        }

        if (Find("if") is { } condition)
        {
            _keywords.Add(new ConditionKeyword(
                Schema("if", condition),
                Find("then") is { } then ? Schema("then", then) : null,
                Find("else") is { } otherwise ? Schema("else", otherwise) : null));
        }
    }

    private MembersKeyword ObjectMembers()
    {
        var others = Find("additionalProperties");
        return new MembersKeyword(
            Find("properties") is { } properties
                ? Members("properties", properties).ToDictionary(
                    member => member.Name, member => Schema($"properties/{Escape(member.Name)}", member.Value))
                : [],
            Find("patternProperties") is { } patterns
                ? [.. Members("patternProperties", patterns).Select(member => (Pattern("patternProperties", member.Name),
                    Schema($"patternProperties/{Escape(member.Name)}", member.Value)))]
                : [],
            others is { } schema ? Schema("additionalProperties", schema) : null,
            others is { ValueKind: JsonValueKind.False });
    }

    private void RefuseUnlessKnown(string name)
    {
        var isFamily = name is "properties" or "patternProperties" or "additionalProperties" or "prefixItems" or "items"
            or "contains" or "minContains" or "maxContains" or "if" or "then" or "else";
        if (!isFamily && !Annotations.Contains(name))
        {
            throw Malformed(name, $"the keyword '{name}' is not supported");
        }
    }

    private NumberKeyword Number(string name, JsonElement value)
    {
        var bound = value.ValueKind is JsonValueKind.Number
            ? JsonNumber.Of(value)
            : throw Malformed(name, $"'{name}' must be a number");
        return name switch
        {
            "minimum" => new NumberKeyword(bound, static (it, least) => it.CompareTo(least) >= 0, "at least"),
            "maximum" => new NumberKeyword(bound, static (it, most) => it.CompareTo(most) <= 0, "at most"),
            "exclusiveMinimum" => new NumberKeyword(bound, static (it, least) => it.CompareTo(least) > 0, "more than"),
            "exclusiveMaximum" => new NumberKeyword(bound, static (it, most) => it.CompareTo(most) < 0, "less than"),
            _ when bound.Digits.Sign > 0 =>
                new NumberKeyword(bound, static (it, divisor) => it.IsMultipleOf(divisor), "a multiple of"),
            _ => throw Malformed(name, "'multipleOf' must be more than 0"),
        };
    }

    private CountKeyword Count(string name, JsonElement value)
    {
        var (kind, unit) = name[3..] switch
        {
            "Length" => (JsonValueKind.String, "characters"),
            "Items" => (JsonValueKind.Array, "items"),
            _ => (JsonValueKind.Object, "properties"),
        };
        return new CountKeyword(kind, Whole(name, value), name.StartsWith("max", StringComparison.Ordinal), unit);
    }

    private IReadOnlyList<string> Types(JsonElement value)
    {
        var types = value.ValueKind is JsonValueKind.Array ? Texts("type", value) : [Text("type", value)];
        return types.FirstOrDefault(type => !TypeKeyword.Names.Contains(type)) is { } unknown
            ? throw Malformed("type", $"'{unknown}' is no type; the types are {string.Join(", ", TypeKeyword.Names)}")
            : types;
    }

    private bool Has(string name) => source.TryGetProperty(name, out _);

    private JsonElement? Find(string name) => source.TryGetProperty(name, out var value) ? value : null;

    private SchemaNode Schema(string name, JsonElement value) => schemas.Compile(value, $"{pointer}/{name}", depth + 1);

    private IReadOnlyList<SchemaNode> List(string name, JsonElement value) =>
        [.. Elements(name, value).Select((schema, index) => Schema($"{name}/{index}", schema))];

    private IEnumerable<JsonElement> Elements(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : throw Malformed(name, $"'{name}' must be an array");

    private IEnumerable<JsonProperty> Members(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject()
            : throw Malformed(name, $"'{name}' must be an object");

    private IReadOnlyList<string> Texts(string name, JsonElement value) =>
        [.. Elements(name, value).Select(text => Text(name, text))];

    private string Text(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Malformed(name, $"'{name}' must be text");

    private bool Flag(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Malformed(name, $"'{name}' must be true or false");

    private long Whole(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
        && number is >= 0 and <= long.MaxValue && double.IsInteger(number)
            ? (long)number
            : throw Malformed(name, $"'{name}' must be a whole number of at least 0");

    private Regex Pattern(string name, string text)
    {
        try
        {
            return SchemaPattern.Parse(text);
        }
        catch (ArgumentException failure)
        {
            throw Malformed(name, $"'{text}' is no regular expression: {failure.Message}");
        }
    }

    private static string Escape(string key) => key.Replace("~", "~0").Replace("/", "~1");

    private JsonSchemaException Malformed(string name, string message) => new($"{pointer}/{Escape(name)}", message);
}
