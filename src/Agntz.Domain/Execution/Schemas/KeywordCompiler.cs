using System.Text.Json;
using System.Text.RegularExpressions;
using Agntz.Domain.Execution.Schemas.Keywords;
using Agntz.Domain.Names;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>Reads the keywords of one schema object.</summary>
internal sealed partial class KeywordCompiler(SchemaCompiler schemas, SchemaSource source, int depth)
{
    private readonly List<IKeyword> _keywords = [];
    private readonly List<SchemaNode> _inPlace = [];
    private readonly List<SchemaNode> _also = [];

    /// <exception cref="JsonSchemaException">A keyword is malformed or not supported.</exception>
    public void CompileInto(SchemaNode node)
    {
        foreach (var keyword in source.Keywords)
        {
            Add(keyword.Name, keyword.Value);
        }

        var properties = AddMembers();
        var items = AddItems();
        AddContains();
        AddCondition();
        AddUnevaluated();
        node.Complete(_keywords, new SchemaDefaults(source.Find("default"), properties, items, _also), _inPlace);
    }

    private void Add(string name, JsonElement value)
    {
        switch (name)
        {
            case "$schema":
                CheckDialect(source.Text(name, value));
                break;
            case "$id":
                CheckId(source.Text(name, value));
                break;
            case "$anchor":
                CheckAnchor(source.Text(name, value));
                break;
            case "$ref":
                _keywords.Add(new ReferenceKeyword(Always(
                    schemas.Resolve(source.Text(name, value), $"{source.Pointer}/{name}", depth))));
                break;
            case "type":
                _keywords.Add(new TypeKeyword(Types(value)));
                break;
            case "enum":
                _keywords.Add(new EnumKeyword([.. source.Elements(name, value)]));
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
                var pattern = source.Text(name, value);
                _keywords.Add(new PatternKeyword(pattern, source.Pattern(name, pattern)));
                break;
            case "uniqueItems":
                if (source.Flag(name, value))
                {
                    _keywords.Add(new UniqueKeyword());
                }

                break;
            case "required":
                _keywords.Add(new RequiredKeyword(source.Texts(name, value)));
                break;
            case "dependentRequired":
                _keywords.AddRange(source.Members(name, value)
                    .Select(member => new RequiredKeyword(source.Texts(name, member.Value), member.Name)));
                break;
            case "allOf":
                _keywords.Add(new SchemasKeyword(name, [.. List(name, value).Select(Always)]));
                break;
            case "anyOf" or "oneOf":
                _keywords.Add(new SchemasKeyword(name, [.. List(name, value).Select(InPlace)]));
                break;
            case "not":
                _keywords.Add(new SchemasKeyword(name, [InPlace(Schema(name, value))]));
                break;
            case "propertyNames":
                _keywords.Add(new NamesKeyword(Schema(name, value)));
                break;
            case "dependentSchemas":
                _keywords.AddRange(source.Members(name, value)
                    .Select(member => new DependentKeyword(member.Name, InPlace(Member(name, member)))));
                break;
            case "$defs" or "definitions":
                foreach (var member in source.Members(name, value))
                {
                    Member(name, member);
                }

                break;
            default:
                RefuseUnlessKnown(name);
                break;
        }
    }

    private IReadOnlyDictionary<string, SchemaNode> AddMembers()
    {
        var properties = new OrderedDictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var member in source.Find("properties") is { } named ? source.Members("properties", named) : [])
        {
            properties[member.Name] = Member("properties", member);
        }

        IReadOnlyList<(Regex, SchemaNode)> patterns = source.Find("patternProperties") is { } matching
            ? [.. source.Members("patternProperties", matching).Select(member => (
                source.Pattern("patternProperties", member.Name), Member("patternProperties", member)))]
            : [];
        var others = source.Find("additionalProperties");
        if (source.Has("properties") || patterns.Count > 0 || others is not null)
        {
            _keywords.Add(new MembersKeyword(properties, patterns, Find("additionalProperties"),
                others is { ValueKind: JsonValueKind.False }));
        }

        return properties;
    }

    private SchemaNode? AddItems()
    {
        IReadOnlyList<SchemaNode> prefix = source.Find("prefixItems") is { } list ? [.. List("prefixItems", list)] : [];
        var items = Find("items");
        if (prefix.Count > 0 || items is not null)
        {
            _keywords.Add(new ItemsKeyword(prefix, items));
        }

        return prefix.Count == 0 ? items : null;
    }

    private void AddContains()
    {
        var least = source.Find("minContains") is { } few ? source.Whole("minContains", few) : 1;
        var most = source.Find("maxContains") is { } many ? source.Whole("maxContains", many) : long.MaxValue;
        if (Find("contains") is { } contains)
        {
            _keywords.Add(new ContainsKeyword(contains, least, most));
        }
    }

    private void AddCondition()
    {
        var (condition, then, otherwise) = (Find("if"), Find("then"), Find("else"));
        if (condition is not null)
        {
            _keywords.Add(new ConditionKeyword(
                InPlace(condition), then is null ? null : InPlace(then), otherwise is null ? null : InPlace(otherwise)));
        }
    }

    // Last, as they ask what everything before has looked at.
    private void AddUnevaluated()
    {
        if (Find("unevaluatedProperties") is { } members)
        {
            schemas.Track();
            _keywords.Add(new UnevaluatedMembersKeyword(
                members, source.Find("unevaluatedProperties") is { ValueKind: JsonValueKind.False }));
        }

        if (Find("unevaluatedItems") is { } items)
        {
            schemas.Track();
            _keywords.Add(new UnevaluatedItemsKeyword(items));
        }
    }

    private void CheckDialect(string dialect)
    {
        if (dialect.TrimEnd('#') is not SchemaKeywords.Dialect)
        {
            throw source.Malformed("$schema",
                $"only draft 2020-12 is supported: expected '{SchemaKeywords.Dialect}', found '{dialect}'");
        }
    }

    private void CheckId(string id)
    {
        if (source.Pointer.Length > 0)
        {
            throw source.Malformed("$id", $"'$id' is supported at the top of a schema only, found '{id}': refer to parts "
                + "by '#/$defs/name' or by an '$anchor'");
        }
    }

    private void CheckAnchor(string name)
    {
        if (!AnchorName().IsMatch(name))
        {
            throw source.Malformed("$anchor", $"an anchor is a letter or '_', then letters, digits, '-', '_' and '.'; found "
                + $"'{name}'");
        }
    }

    private void RefuseUnlessKnown(string name)
    {
        if (!SchemaKeywords.All.Contains(name))
        {
            throw source.Malformed(name, NearestName.Find(name, SchemaKeywords.All) is { } meant
                ? $"unknown keyword '{name}'; did you mean '{meant}'?"
                : $"the keyword '{name}' is not supported");
        }
    }

    private NumberKeyword Number(string name, JsonElement value)
    {
        var bound = source.Number(name, value);
        return name switch
        {
            "minimum" => new NumberKeyword(bound, static (it, least) => it.CompareTo(least) >= 0, "at least"),
            "maximum" => new NumberKeyword(bound, static (it, most) => it.CompareTo(most) <= 0, "at most"),
            "exclusiveMinimum" => new NumberKeyword(bound, static (it, least) => it.CompareTo(least) > 0, "more than"),
            "exclusiveMaximum" => new NumberKeyword(bound, static (it, most) => it.CompareTo(most) < 0, "less than"),
            _ when bound.Digits.Sign > 0 =>
                new NumberKeyword(bound, static (it, divisor) => it.IsMultipleOf(divisor), "a multiple of"),
            _ => throw source.Malformed(name, "'multipleOf' must be more than 0"),
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
        return new CountKeyword(
            kind, source.Whole(name, value), name.StartsWith("max", StringComparison.Ordinal), unit);
    }

    private IReadOnlyList<string> Types(JsonElement value)
    {
        var types = value.ValueKind is JsonValueKind.Array ? source.Texts("type", value) : [source.Text("type", value)];
        return types.FirstOrDefault(type => !TypeKeyword.Names.Contains(type)) is { } unknown
            ? throw source.Malformed(
                "type", $"'{unknown}' is no type; the types are {string.Join(", ", TypeKeyword.Names)}")
            : types;
    }

    private SchemaNode InPlace(SchemaNode schema)
    {
        _inPlace.Add(schema);
        return schema;
    }

    private SchemaNode Always(SchemaNode schema)
    {
        _also.Add(schema);
        return InPlace(schema);
    }

    private SchemaNode? Find(string name) => source.Find(name) is { } value ? Schema(name, value) : null;

    private SchemaNode Schema(string name, JsonElement value) =>
        schemas.Compile(value, $"{source.Pointer}/{name}", depth + 1);

    private SchemaNode Member(string name, JsonProperty member) =>
        Schema($"{name}/{SchemaSource.Escape(member.Name)}", member.Value);

    private IEnumerable<SchemaNode> List(string name, JsonElement value) =>
        source.Elements(name, value).Select((schema, index) => Schema($"{name}/{index}", schema));

    [GeneratedRegex(@"^[A-Za-z_][-A-Za-z0-9._]*\z")]
    private static partial Regex AnchorName();
}
