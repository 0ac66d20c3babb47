using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>A part of a condition. Parts are nested as deep as parentheses are, which is bounded.</summary>
internal abstract class ConditionNode
{
    /// <summary>The places in it, in the order of the text.</summary>
    public abstract IEnumerable<TemplatePath> Paths { get; }

    public abstract bool IsTrue(AgentState state);

    /// <summary>Parts joined by <c>&amp;&amp;</c>.</summary>
    public sealed class All(IReadOnlyList<ConditionNode> parts) : ConditionNode
    {
        public override IEnumerable<TemplatePath> Paths => parts.SelectMany(part => part.Paths);

        public override bool IsTrue(AgentState state)
        {
            foreach (var part in parts)
            {
                if (!part.IsTrue(state))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Parts joined by <c>||</c>.</summary>
    public sealed class Any(IReadOnlyList<ConditionNode> parts) : ConditionNode
    {
        public override IEnumerable<TemplatePath> Paths => parts.SelectMany(part => part.Paths);

        public override bool IsTrue(AgentState state)
        {
            foreach (var part in parts)
            {
                if (part.IsTrue(state))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A value alone.</summary>
    public sealed class Truth(Operand operand) : ConditionNode
    {
        public override IEnumerable<TemplatePath> Paths => operand.Paths;

        public override bool IsTrue(AgentState state) => Truthiness.Of(operand.In(state));
    }

    /// <summary>Two values and an operator between them.</summary>
    public sealed class Comparison(Operand left, string symbol, Operand right) : ConditionNode
    {
        public override IEnumerable<TemplatePath> Paths => left.Paths.Concat(right.Paths);

        public override bool IsTrue(AgentState state) => Comparing.Holds(left.In(state), symbol, right.In(state));
    }
}
