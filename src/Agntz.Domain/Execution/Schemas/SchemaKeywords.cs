namespace Agntz.Domain.Execution.Schemas;

/// <summary>The names of draft 2020-12 that mean something here, by what they lead to.</summary>
internal static class SchemaKeywords
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>They hold one schema.</summary>
    public static readonly IReadOnlySet<string> OfSchema = Set(
        "additionalProperties", "unevaluatedProperties", "propertyNames", "items", "unevaluatedItems", "contains", "not",
        "if", "then", "else");

    /// <summary>They hold a list of schemas.</summary>
    public static readonly IReadOnlySet<string> OfList = Set("allOf", "anyOf", "oneOf", "prefixItems");

    /// <summary>They hold an object of schemas. <c>definitions</c> is the older name of <c>$defs</c>.</summary>
    public static readonly IReadOnlySet<string> OfMap = Set(
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /// <summary>They demand something by themselves.</summary>
    public static readonly IReadOnlySet<string> OfValue = Set(
        "$schema", "$id", "$ref", "$anchor", "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
        "minContains", "maxContains", "minProperties", "maxProperties", "required", "dependentRequired");

    /// <summary>They demand nothing.</summary>
    public static readonly IReadOnlySet<string> Annotations = Set(
        "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format",
        "contentEncoding", "contentMediaType", "contentSchema");

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => OfSchema.Concat(OfList).Concat(OfMap).Concat(OfValue).Concat(Annotations);

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.Ordinal);
}
