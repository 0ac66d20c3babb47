using System.Text.Json;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads templates and mappings, and checks the names they use.</summary>
internal static class TemplateReading
{
    private static readonly Template Empty = Template.Parse("");

    public static Template ReadTemplate(Fields fields, string name, string text, Scope scope)
    {
        try
        {
            var template = Template.Parse(text);
            scope.Check(template.Paths, fields.PathOf(name), fields.Problems);
            return template;
        }
        catch (SyntaxException failure)
        {
            fields.Problems.Structural(fields.PathOf(name), failure.Message);
            return Empty;
        }
    }

    /// <returns>The templates by name, in the order of the manifest; empty when there are none.</returns>
    public static List<(string Name, Template Value)> ReadTemplates(Fields fields, string name, Scope scope)
    {
        if (fields.Value(name, JsonValueKind.Object, "an object of templates") is not { } source)
        {
            return [];
        }

        var members = new Fields(source, fields.PathOf(name), fields.Problems);
        return [.. source.EnumerateObject().Select(member => (member.Name,
            ReadTemplate(members, member.Name, members.Text(member.Name) ?? "", scope)))];
    }

    /// <returns>Null when there is none, or after it has said what is wrong with it.</returns>
    public static Mapping? ReadMapping(Fields fields, string name, Scope scope)
    {
        return fields.Value(name, JsonValueKind.Object, "an object of templates") is { } source
            ? ReadMapping(fields, name, source, scope)
            : null;
    }

    /// <returns>Null after it has said what is wrong with it.</returns>
    public static Mapping? ReadMapping(Fields fields, string name, JsonElement source, Scope scope)
    {
        try
        {
            var mapping = Mapping.Parse(source);
            scope.Check(mapping.Paths, fields.PathOf(name), fields.Problems);
            return mapping;
        }
        catch (SyntaxException failure)
        {
            fields.Problems.Structural(fields.PathOf(name), failure.Message);
            return null;
        }
    }
}
