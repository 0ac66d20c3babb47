using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Conditions;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads conditions, and checks the names they use.</summary>
internal static class ConditionReading
{
    /// <returns>Null when there is none, or after it has said what is wrong with it.</returns>
    public static Condition? Read(Fields fields, string name, Scope scope)
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        try
        {
            var condition = Condition.Parse(text);
            scope.Check(condition.Paths, fields.PathOf(name), fields.Problems);
            return condition;
        }
        catch (SyntaxException failure)
        {
            fields.Problems.Structural(fields.PathOf(name), failure.Message);
            return null;
        }
    }
}
