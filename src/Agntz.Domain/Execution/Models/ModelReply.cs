using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Models;

/// <summary>What a model answered.</summary>
/// <param name="Text">Its whole text.</param>
/// <param name="Usage">The tokens, by the provider's word; 0 where it said nothing.</param>
/// <param name="Report">What it said of itself.</param>
internal sealed record ModelReply(string Text, RunUsage Usage, ModelReport Report)
{
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
    });

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ModelReply FromJson(JsonElement json) => new(
        json.GetProperty("text").GetString()!,
        new RunUsage(json.GetProperty("inputTokens").GetInt64(), json.GetProperty("outputTokens").GetInt64()),
        new ModelReport(
            json.GetProperty("provider").GetString(),
            json.GetProperty("model").GetString(),
            json.GetProperty("responseId").GetString(),
            json.GetProperty("finishReason").GetString()));
}
