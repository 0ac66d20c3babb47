using Agntz.Domain.Traces;

namespace Agntz.Api.Traces;

/// <summary>Kinds of spans as queries spell them: the whole name or its short alias.</summary>
internal static class SpanKinds
{
    /// <summary>The kind; null when none is asked for. Names of ingested kinds pass as they are.</summary>
    public static string? Read(string? kind) => kind switch
    {
        null or "" => null,
        "run" => SpanKind.AgentInvoke,
        "model" => SpanKind.ModelCall,
        "tool" => SpanKind.ToolExecute,
        _ => kind,
    };
}
