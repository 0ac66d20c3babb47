using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Traces;

namespace Agntz.Api.Ingestion.Conventions;

/// <summary>What a span covers, by the GenAI conventions of OpenTelemetry or by those of OpenInference.</summary>
/// <param name="Kind">One of <see cref="SpanKind"/>, or the sender's word in lower case.</param>
/// <param name="Name">The agent, the model or the tool; else what the sender called the span.</param>
/// <param name="Agent">The agent that is at work; null when none is named.</param>
internal sealed record SpanMeaning(string Kind, string Name, string? Agent)
{
    private const string OpenInferenceKind = "openinference.span.kind";

    private static readonly string[] Kinds = ["internal", "internal", "server", "client", "producer", "consumer"];

    public static SpanMeaning Of(OtlpSpan span, KnownAttributes attributes)
    {
        var agent = attributes.Text(SpanAttributes.AgentId, SpanAttributes.AgentName, "agent.name");
        return KindOf(span, attributes) switch
        {
            SpanKind.ModelCall => new(SpanKind.ModelCall, ModelOf(attributes) ?? span.Name, null),
            SpanKind.ToolExecute => new(
                SpanKind.ToolExecute, attributes.Text(SpanAttributes.ToolName, "tool.name") ?? span.Name, null),
            SpanKind.AgentInvoke => new(
                SpanKind.AgentInvoke, agent ?? attributes.Text("gen_ai.workflow.name") ?? span.Name, agent),
            var other => new(other, span.Name, agent),
        };
    }

    private static string? ModelOf(KnownAttributes attributes) => attributes.Text(
        SpanAttributes.RequestModel, SpanAttributes.ResponseModel, "llm.model_name", "embedding.model_name");

    private static string KindOf(OtlpSpan span, KnownAttributes attributes)
    {
        switch (attributes.Text(SpanAttributes.Operation))
        {
            case "chat" or "text_completion" or "generate_content" or "embeddings":
                return SpanKind.ModelCall;
            case "execute_tool":
                return SpanKind.ToolExecute;
            case "invoke_agent" or "invoke_workflow":
                return SpanKind.AgentInvoke;
        }

        return attributes.Text(OpenInferenceKind)?.ToLowerInvariant() switch
        {
            "llm" or "embedding" => SpanKind.ModelCall,
            "tool" => SpanKind.ToolExecute,
            "agent" => SpanKind.AgentInvoke,
            { } other => other,
            null => Kinds[span.Kind is > 0 and var kind && kind < Kinds.Length ? kind : 0],
        };
    }
}
