using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>Finds the schemas of a definition that have a name of their own, wherever they stand.</summary>
internal sealed class SchemaAnchors
{
    private readonly Dictionary<string, (JsonElement Schema, string Pointer)> _named = new(StringComparer.Ordinal);

    /// <exception cref="JsonSchemaException">Two schemas have the same name.</exception>
    public SchemaAnchors(JsonElement root) => Visit(root, "");

    /// <summary>The schema of a name, and where it stands; null when there is none.</summary>
    public (JsonElement Schema, string Pointer)? Find(string name) =>
        _named.TryGetValue(name, out var found) ? found : null;

    private void Visit(JsonElement schema, string pointer)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        if (schema.TryGetProperty("$anchor", out var anchor) && anchor.ValueKind is JsonValueKind.String
            && !_named.TryAdd(anchor.GetString()!, (schema, pointer)))
        {
            throw new JsonSchemaException($"{pointer}/$anchor", $"the anchor '{anchor}' is there twice");
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            VisitKeyword(keyword, $"{pointer}/{SchemaSource.Escape(keyword.Name)}");
        }
    }

    private void VisitKeyword(JsonProperty keyword, string pointer)
    {
        var value = keyword.Value;
        if (SchemaKeywords.OfSchema.Contains(keyword.Name))
        {
            Visit(value, pointer);
        }
        else if (SchemaKeywords.OfList.Contains(keyword.Name) && value.ValueKind is JsonValueKind.Array)
        {
            foreach (var (index, schema) in value.EnumerateArray().Index())
            {
                Visit(schema, $"{pointer}/{index}");
            }
        }
        else if (SchemaKeywords.OfMap.Contains(keyword.Name) && value.ValueKind is JsonValueKind.Object)
        {
            foreach (var schema in value.EnumerateObject())
            {
                Visit(schema.Value, $"{pointer}/{SchemaSource.Escape(schema.Name)}");
            }
        }
    }
}
