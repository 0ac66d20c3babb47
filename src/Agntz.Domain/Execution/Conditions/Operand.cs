using System.Text.Json;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>One side of a comparison: a place, or a literal.</summary>
internal readonly record struct Operand
{
    private readonly TemplatePath? _path;
    private readonly JsonElement? _literal;

    private Operand(TemplatePath? path, JsonElement? literal)
    {
        _path = path;
        _literal = literal;
    }

    public IEnumerable<TemplatePath> Paths => _path is null ? [] : [_path];

    public bool IsPlace => _path is not null;

    /// <summary>Whether it is a literal that is true or false by itself.</summary>
    public bool IsBoolean => _literal is { ValueKind: JsonValueKind.True or JsonValueKind.False };

    public static Operand Place(TemplatePath path) => new(path, null);

    /// <param name="literal">The value; null for the literal <c>null</c>.</param>
    public static Operand Literal(JsonElement? literal) => new(null, literal);

    /// <summary>The value; null when it is null or missing.</summary>
    public JsonElement? In(AgentState state) => _path is null ? _literal : _path.Find(state);
}
