using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Execution.Models;

/// <summary>What a model answered.</summary>
/// <param name="Text">Its whole text.</param>
/// <param name="Usage">The tokens, by the provider's word; 0 where it said nothing.</param>
/// <param name="Report">What it said of itself.</param>
internal sealed record ModelReply(string Text, RunUsage Usage, ModelReport Report)
{
    /// <summary>
    /// Those of the tokens that may have a price of their own. They are not in the journal: what they cost is recorded
    /// with the call.
    /// </summary>
    public TokenParts Parts { get; init; }

    /// <summary>The tools it wants called before it goes on, in its order; empty when it is done.</summary>
    public IReadOnlyList<ToolRequest> ToolRequests { get; init; } = [];

    /// <summary>The bytes of what it says and asks for.</summary>
    public long Bytes =>
        Encoding.UTF8.GetByteCount(Text) + ToolRequests.Sum(request => (long)JsonSize.Of(request.Arguments));

    /// <summary>The part the provider wants to see again beside the results of the tools; null for none.</summary>
    public JsonElement? Echo { get; init; }

    /// <summary>The reply as one JSON object.</summary>
    public string ToJson() => JsonText.WriteObject(this, static (writer, it) =>
    {
        writer.WriteString("text", it.Text);
        writer.WriteNumber("inputTokens", it.Usage.InputTokens);
        writer.WriteNumber("outputTokens", it.Usage.OutputTokens);
        writer.WriteString("provider", it.Report.Provider);
        writer.WriteString("model", it.Report.Model);
        writer.WriteString("responseId", it.Report.ResponseId);
        writer.WriteString("finishReason", it.Report.FinishReason);
        if (it.ToolRequests.Count > 0)
        {
            WriteToolRequests(writer, it.ToolRequests);
        }

        if (it.Echo is { } echo)
        {
            writer.WritePropertyName("echo");
            echo.WriteTo(writer);
        }
    });

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ModelReply FromJson(JsonElement json) => new(
        json.GetProperty("text").GetString()!,
        new RunUsage(json.GetProperty("inputTokens").GetInt64(), json.GetProperty("outputTokens").GetInt64()),
        new ModelReport(
            json.GetProperty("provider").GetString(),
            json.GetProperty("model").GetString(),
            json.GetProperty("responseId").GetString(),
            json.GetProperty("finishReason").GetString()))
    {
        ToolRequests = json.TryGetProperty("toolRequests", out var requests)
            ? [.. requests.EnumerateArray().Select(ToolRequest.FromJson)]
            : [],
        Echo = json.TryGetProperty("echo", out var echo) ? echo : null,
    };

    private static void WriteToolRequests(Utf8JsonWriter writer, IReadOnlyList<ToolRequest> requests)
    {
        writer.WriteStartArray("toolRequests");
        foreach (var request in requests)
        {
            writer.WriteStartObject();
            request.WriteMembers(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
