using System.Text;
using Agntz.Domain.Agents;

namespace Agntz.Domain.Execution.Models;

/// <summary>What an llm agent tells its model to be: its instruction, and examples where it has some.</summary>
internal static class SystemMessage
{
    /// <summary>The instruction over the agent's state. Examples are added as they are, after what was rendered.</summary>
    public static string From(LlmManifest agent, AgentState state)
    {
        var instruction = agent.Instruction.Render(state);
        if (agent.Examples.Count == 0)
        {
            return instruction;
        }

        var text = new StringBuilder(instruction).Append("\n\n## Examples");
        foreach (var example in agent.Examples)
        {
            text.Append("\n\nUser: ").Append(example.Input).Append("\nAssistant: ").Append(example.Output);
        }

        return text.ToString();
    }
}
