using System.Text;

namespace Agntz.Testing.Execution;

/// <summary>Agents with more parts than anybody writes by hand.</summary>
public static class WideAgents
{
    /// <summary>A sequence in which every step passes on what the one before gave, where that is something.</summary>
    /// <param name="steps">How many steps it has; at least 1.</param>
    /// <param name="provider">Whose models are asked.</param>
    public static string Sequence(int steps, string provider)
    {
        var yaml = new StringBuilder("id: long-line\nkind: sequential\nsteps:\n");
        for (var step = 0; step < steps; step++)
        {
            var before = step == 0 ? "userQuery" : $"s{step - 1}";
            yaml.Append($"- when: \"{{{{{before}}}}} != null\"\n")
                .Append($"  input: {{q: \"{{{{{before}}}}}\"}}\n")
                .Append($"  agent: {{id: s{step}, kind: llm, model: {{provider: {provider}, name: m}}, ")
                .Append("instruction: x, prompt: \"{{q}}\"}\n");
        }

        return yaml.ToString();
    }

    /// <summary>Branches that all get the same.</summary>
    /// <param name="branches">How many there are; at least 1.</param>
    /// <param name="provider">Whose models are asked.</param>
    public static string Fork(int branches, string provider)
    {
        var yaml = new StringBuilder("id: wide-fork\nkind: parallel\nbranches:\n");
        for (var branch = 0; branch < branches; branch++)
        {
            yaml.Append($"- agent: {{id: b{branch}, kind: llm, model: {{provider: {provider}, name: m}}, ")
                .Append("instruction: x, prompt: \"{{userQuery}}\"}\n");
        }

        return yaml.ToString();
    }
}
