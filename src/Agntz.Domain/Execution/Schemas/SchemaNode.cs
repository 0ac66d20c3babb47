using System.Text.Json;
using Agntz.Domain.Execution.Schemas.Keywords;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>A schema or a part of one, ready to check values.</summary>
internal sealed class SchemaNode
{
    private IReadOnlyList<IKeyword> _keywords = [];

    /// <summary>What it knows for values that are left out.</summary>
    public SchemaDefaults Defaults { get; private set; } = SchemaDefaults.None;

    /// <summary>The schemas it holds the same value against, by whatever keyword.</summary>
    public IReadOnlyList<SchemaNode> InPlace { get; private set; } = [];

    /// <summary>Sets what it checks; called once, after references to it may have been handed out.</summary>
    public void Complete(IReadOnlyList<IKeyword> keywords, SchemaDefaults defaults, IReadOnlyList<SchemaNode> inPlace)
    {
        _keywords = keywords;
        Defaults = defaults;
        InPlace = inPlace;
    }

    /// <summary>Adds what is wrong with a part of a value.</summary>
    public void CheckPart(JsonElement value, Position at, Findings findings) => Run(value, at, findings.Further());

    /// <summary>Adds what is wrong with a value that another schema is looking at.</summary>
    public void CheckInPlace(JsonElement value, Position at, Findings findings)
    {
        var own = findings.Further();
        Run(value, at.Deeper(), own);
        Merge(findings, own);
    }

    /// <summary>Whether a part of a value conforms.</summary>
    public bool AcceptsPart(JsonElement value, Position at, Findings findings)
    {
        var own = findings.Attempt();
        Run(value, at, own);
        return own.IsClean;
    }

    /// <summary>
    /// Whether a value that another schema is looking at conforms. Then, and only then, what this schema says something
    /// about counts for the other.
    /// </summary>
    public bool AcceptsInPlace(JsonElement value, Position at, Findings findings)
    {
        var own = findings.Attempt();
        Run(value, at.Deeper(), own);
        if (!own.IsClean)
        {
            return false;
        }

        Merge(findings, own);
        return true;
    }

    /// <summary>Adds what is wrong with a value.</summary>
    public void Run(JsonElement value, Position at, Findings findings)
    {
        if (at.Depth > Position.MaxDepth)
        {
            findings.Add(at, $"is nested more than {Position.MaxDepth} levels deep");
            return;
        }

        if (!findings.Spend())
        {
            return;
        }

        foreach (var keyword in _keywords)
        {
            if (findings.IsFull)
            {
                return;
            }

            keyword.Check(value, at, findings);
        }
    }

    private static void Merge(Findings findings, Findings own)
    {
        if (own.Evaluated is { } evaluated)
        {
            findings.Evaluated!.Add(evaluated);
        }
    }
}
