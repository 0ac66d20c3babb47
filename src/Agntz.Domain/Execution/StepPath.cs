using System.Globalization;

namespace Agntz.Domain.Execution;

/// <summary>
/// A place in the execution tree, such as <c>0/1#2/t0</c>. Made from positions alone, never from a clock or a model, so
/// the same execution has the same places wherever and whenever it is repeated.
/// </summary>
/// <param name="Value">The place as text; empty for the root agent.</param>
public readonly record struct StepPath(string Value)
{
    /// <summary>The root agent.</summary>
    public static StepPath Root { get; } = new("");

    /// <summary>What was said in the run's session before.</summary>
    public static StepPath History { get; } = new("history");

    /// <summary>A step or branch of this agent.</summary>
    public StepPath Step(int index) => Below("", index);

    /// <summary>A turn of this agent's model.</summary>
    public StepPath Turn(int index) => Below("t", index);

    /// <summary>A tool call of this turn.</summary>
    public StepPath Call(int index) => Below("c", index);

    /// <summary>What is found out of one entry of this agent's tools.</summary>
    public StepPath Tools(int index) => Below("tools/", index);

    /// <summary>This step in one pass of the loop it belongs to, from 0.</summary>
    public StepPath Pass(int index) => new(string.Create(CultureInfo.InvariantCulture, $"{Value}#{index}"));

    /// <inheritdoc/>
    public override string ToString() => Value;

    private StepPath Below(string mark, int index)
    {
        var name = mark + index.ToString(CultureInfo.InvariantCulture);
        return new StepPath(Value.Length == 0 ? name : $"{Value}/{name}");
    }
}
