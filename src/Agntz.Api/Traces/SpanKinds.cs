using Agntz.Api.Lists;
using Agntz.Domain.Traces;

namespace Agntz.Api.Traces;

/// <summary>Kinds of spans as queries spell them: the whole name or its short alias.</summary>
internal static class SpanKinds
{
    /// <summary>The kind; null when none is asked for. Names of ingested kinds pass as they are.</summary>
    /// <exception cref="Errors.RefusedException">It is no name.</exception>
    public static string? Read(string? kind) => ListValues.Text("kind", kind) switch
    {
        null => null,
        "run" => SpanKind.AgentInvoke,
        "model" => SpanKind.ModelCall,
        "tool" => SpanKind.ToolExecute,
        var name => name,
    };
}
