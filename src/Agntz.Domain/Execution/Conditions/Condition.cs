using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>
/// What decides whether a step runs (<c>when</c>) or a loop is done (<c>until</c>): places like <c>{{review.score}}</c>,
/// literals, comparisons, <c>&amp;&amp;</c>, <c>||</c> and parentheses. Read once, decided by any number of threads.
/// </summary>
public sealed class Condition
{
    private readonly ConditionNode _root;

    private Condition(string source, ConditionNode root)
    {
        Source = source;
        _root = root;
    }

    /// <summary>The condition as it was written.</summary>
    public string Source { get; }

    /// <summary>The places, in the order of the text.</summary>
    public IEnumerable<TemplatePath> Paths => _root.Paths;

    /// <summary>Reads a condition.</summary>
    /// <exception cref="SyntaxException">The text is no condition.</exception>
    public static Condition Parse(string source) => new(source, new ConditionParser(source).Parse());

    /// <summary>Decides over a state. What is missing there is null; nothing in a state makes this fail.</summary>
    public bool IsTrue(AgentState state) => _root.IsTrue(state);
}
