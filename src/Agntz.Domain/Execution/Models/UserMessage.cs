using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Models;

/// <summary>What an llm agent without a prompt says to its model: its input.</summary>
internal static class UserMessage
{
    private const string QueryKey = "userQuery";

    /// <summary>The query where there is one, else the whole state as JSON.</summary>
    public static string From(AgentState state) =>
        state.TryGet(QueryKey, out var query) && query.ValueKind is not JsonValueKind.Null
            ? query.ValueKind is JsonValueKind.String ? query.GetString()! : query.GetRawText()
            : JsonText.WriteObject(state, static (writer, it) =>
            {
                foreach (var (key, value) in it)
                {
                    writer.WritePropertyName(key);
                    value.WriteTo(writer);
                }
            });
}
