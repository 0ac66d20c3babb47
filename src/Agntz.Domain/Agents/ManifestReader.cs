using System.Text.RegularExpressions;
using Agntz.Domain.Agents.Reading;
using Agntz.Domain.Yaml;

namespace Agntz.Domain.Agents;

/// <summary>Reads agents from YAML.</summary>
public static partial class ManifestReader
{
    /// <summary>
    /// Reads and checks a manifest. Never throws for what is in the text: everything wrong with it is a problem with a
    /// path. Fields this server does not know or does not execute are errors, never ignored.
    /// </summary>
    public static ManifestReading Read(string yaml)
    {
        var problems = new ManifestProblems();
        try
        {
            var agent = new AgentReading(problems).Read(YamlJson.Parse(yaml), "", Scope.Outermost, depth: 0);
            return new ManifestReading(problems.Errors.Count == 0 ? agent : null, problems.Errors, problems.Warnings);
        }
        catch (YamlFormatException failure)
        {
            problems.Structural("", $"The manifest is no readable YAML: {failure.Message}"
                + (UnquotedPlace().IsMatch(yaml) ? "; a value that begins with '{{' is written in quotes" : ""));
            return new ManifestReading(null, problems.Errors, []);
        }
    }

    [GeneratedRegex(@"[:\-,[{][ \t]+\{\{|^[ \t]*\{\{", RegexOptions.Multiline)]
    private static partial Regex UnquotedPlace();
}
