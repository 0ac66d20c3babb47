using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>One call to a model.</summary>
internal sealed class ModelEffect(
    RunContext run, IChatClient client, ModelSettings model, IReadOnlyList<ChatMessage> messages, ChatOptions options)
    : Effect<ModelReply>
{
    public override string Kind => SpanKind.ModelCall;

    public override string Name => model.Name;

    public override void WriteStart(Utf8JsonWriter writer)
    {
        writer.WriteString(SpanAttributes.Operation, "chat");
        writer.WriteString(SpanAttributes.Provider, model.Provider);
        writer.WriteString(SpanAttributes.RequestModel, model.Name);
        if (run.Recording.RecordIO)
        {
            SpanText.Write(writer, SpanAttributes.InputMessages, MessageText.Input(messages), SpanAttributes.Truncated);
        }
    }

    public override async Task<ModelReply> ActAsync(OpenSpan span, CancellationToken cancellationToken)
    {
        using var text = new TextStream(span, run.Recorder, run.Clock);
        return await ModelCall.AskAsync(client, model, messages, options, text, run, cancellationToken);
    }

    public override void WriteEnd(Utf8JsonWriter writer, ModelReply output)
    {
        writer.WriteString(SpanAttributes.ResponseModel, output.Report.Model);
        if (output.Report.ResponseId is { } id)
        {
            writer.WriteString(SpanAttributes.ResponseId, id);
        }

        if (output.Report.FinishReason is { } reason)
        {
            writer.WriteStartArray(SpanAttributes.FinishReasons);
            writer.WriteStringValue(reason);
            writer.WriteEndArray();
        }

        if (options.ResponseFormat is ChatResponseFormatJson && output.ToolRequests.Count == 0
            && JsonAnswer.IsWrapped(output.Text))
        {
            writer.WriteBoolean(SpanAttributes.Unwrapped, true);
        }

        writer.WriteNumber(SpanAttributes.InputTokens, output.Usage.InputTokens);
        writer.WriteNumber(SpanAttributes.OutputTokens, output.Usage.OutputTokens);
        WriteIfAny(writer, SpanAttributes.CachedInputTokens, output.Parts.CachedInput);
        WriteIfAny(writer, SpanAttributes.CacheWriteTokens, output.Parts.CacheWrite);
        WriteIfAny(writer, SpanAttributes.ReasoningTokens, output.Parts.Reasoning);
        if (CostOf(output) is { } cost)
        {
            writer.WriteNumber(SpanAttributes.Cost, cost);
        }

        if (run.Recording.RecordIO)
        {
            SpanText.Write(
                writer, SpanAttributes.OutputMessages, MessageText.Output(output), SpanAttributes.TruncatedAtEnd);
        }
    }

    public override RunUsage UsageOf(ModelReply output) => output.Usage;

    public override decimal? CostOf(ModelReply output) =>
        run.Prices.CostOf(model.Provider, model.Name, output.Report.Model, output.Usage, output.Parts);

    public override EffectFailure? Explain(Exception failure, int tries) => failure is ModelCallException call
        ? new EffectFailure(call.Message, call.Code ?? RunErrorCodes.ModelError, RetryPolicy.WaitBeforeNext(model, call, tries))
        : null;

    public override string ToJournal(ModelReply output) => output.ToJson();

    public override ModelReply FromJournal(JsonElement kept) => ModelReply.FromJson(kept);

    private static void WriteIfAny(Utf8JsonWriter writer, string name, long tokens)
    {
        if (tokens > 0)
        {
            writer.WriteNumber(name, tokens);
        }
    }
}
