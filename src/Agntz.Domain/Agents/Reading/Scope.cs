using System.Text.Json;
using Agntz.Domain.Execution.Schemas;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading;

/// <summary>The names that templates of one agent may use: what its state holds when they are rendered.</summary>
internal sealed class Scope
{
    /// <summary>The whole input of an agent that has no input schema.</summary>
    public const string UserQuery = "userQuery";

    private readonly List<string> _names = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string>? _given;

    private Scope(IReadOnlyList<string> names, IReadOnlyList<string>? given)
    {
        foreach (var name in names)
        {
            Add(name);
        }

        _given = given;
    }

    /// <summary>The scope around the root agent: nothing is known of its input.</summary>
    public static Scope Outermost { get; } = new([], null);

    /// <summary>The names, in the order in which they come to be.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The scope around an agent whose input is a mapping with these keys; null for an unknown input.</summary>
    public static Scope Around(IReadOnlyList<string>? given) => new([], given);

    /// <summary>
    /// The scope inside an agent: the properties of its input schema, else what it is given and the whole of it.
    /// </summary>
    public Scope Within(JsonSchema? inputSchema) => inputSchema is null
        ? new Scope([UserQuery, .. _given ?? []], null)
        : new Scope(Properties(inputSchema) is { Count: > 0 } properties ? properties : [UserQuery], null);

    /// <summary>The same names and one more.</summary>
    public Scope With(string name) => new([.. _names, name], _given);

    /// <summary>The names an input schema declares.</summary>
    public static IReadOnlyList<string> Properties(JsonSchema schema) =>
        schema.Definition.ValueKind is JsonValueKind.Object
        && schema.Definition.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];

    /// <summary>Adds a name that exists from here on; null adds none.</summary>
    public void Add(string? name)
    {
        if (name is not null && _known.Add(name))
        {
            _names.Add(name);
        }
    }

    /// <summary>Complains of every place that names something else.</summary>
    public void Check(IEnumerable<TemplatePath> paths, string at, ManifestProblems problems)
    {
        foreach (var path in paths.Where(path => !_known.Contains(path.Root)))
        {
            problems.Reference(at, $"Template variable '{{{{{path.Source}}}}}' references '{path.Root}' which is not in "
                + $"scope. Available: {string.Join(", ", _names)}");
        }
    }
}
