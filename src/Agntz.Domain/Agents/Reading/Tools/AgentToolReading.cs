using Agntz.Domain.Agents.References;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads a tool that is another agent: <c>agent</c> names it, <c>version</c> may stand apart.</summary>
internal static class AgentToolReading
{
    /// <returns>Null after it has said what is wrong.</returns>
    public static AgentToolDeclaration? Read(Fields tool)
    {
        var path = tool.PathOf("agent");
        var agent = tool.RequiredText("agent");
        var version = tool.Text("version");
        if (version is not null && agent.Contains('@'))
        {
            tool.Problems.Structural(tool.PathOf("version"), $"'{agent}' names a version already: leave one of them out");
            return null;
        }

        var text = version is null ? agent : $"{agent}@{version}";
        if (AgentReference.Parse(text) is { } reference)
        {
            return new AgentToolDeclaration(reference, path);
        }

        if (agent.Length > 0)
        {
            tool.Problems.Structural(path, $"'{text}' names no agent. Expected {AgentReference.Expected}");
        }

        return null;
    }
}
