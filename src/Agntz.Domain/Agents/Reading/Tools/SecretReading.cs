using Agntz.Domain.Execution.Templates;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Finds the secrets that the templates of a tool name.</summary>
internal static class SecretReading
{
    /// <summary>Their names, each once; complains of paths that lead to no secret.</summary>
    public static IReadOnlyList<string> Read(Fields tool, IEnumerable<TemplatePath> paths)
    {
        var names = paths.Where(path => path.Root == SecretValues.Root).Select(path => path.Rest)
            .Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names.Where(name => !SecretName.IsValid(name)))
        {
            tool.Problems.Structural(tool.Path,
                $"Expected {{{{secrets.NAME}}}} with a name of {SecretName.Expected}; found '{{{{secrets.{name}}}}}'");
        }

        return names;
    }
}
