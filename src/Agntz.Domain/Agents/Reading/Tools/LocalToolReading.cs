using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads tools that are classes of this server.</summary>
internal static class LocalToolReading
{
    /// <summary>Those an llm agent offers: <c>tools</c> is the list of their names.</summary>
    public static LocalToolDeclaration? ReadList(Fields tool)
    {
        var names = tool.Texts("tools");
        if (names.Count > 0)
        {
            return new LocalToolDeclaration(
                [.. names.Select((name, index) => new DeclaredName(name, $"{tool.PathOf("tools")}[{index}]"))]);
        }

        tool.Problems.Structural(tool.PathOf("tools"), "A local tool must have a 'tools' list that names at least one");
        return null;
    }

    /// <summary>The one a tool agent calls: <c>name</c> is its name.</summary>
    public static LocalToolDeclaration ReadOne(Fields tool) =>
        new([new DeclaredName(tool.RequiredText("name"), tool.PathOf("name"))]);
}
