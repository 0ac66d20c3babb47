using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Tools;

/// <summary>What the run's log says of calls of tools.</summary>
internal static class ToolEvents
{
    /// <summary>A call began.</summary>
    public static RunEvent Started(RunId run, SpanId span, ToolRequest request) =>
        RunEvents.Create("tool-call-start", run, span, request, static (writer, it) =>
        {
            writer.WriteStartObject("toolCall");
            writer.WriteString("id", it.Id);
            writer.WriteString("name", it.Name);
            writer.WriteEndObject();
        });

    /// <summary>A call came to its end.</summary>
    public static RunEvent Ended(RunId run, SpanId span, ToolCallRecord call) =>
        RunEvents.Create("tool-call-end", run, span, call, static (writer, it) =>
        {
            writer.WritePropertyName("toolCall");
            it.Write(writer);
        });

    /// <summary>Every call a model asked for in one step has come to its end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="span">The agent's span.</param>
    /// <param name="turn">The step, from 0; the event counts from 1.</param>
    /// <param name="calls">The calls, in the order they were asked for.</param>
    public static RunEvent StepCompleted(RunId run, SpanId span, int turn, IReadOnlyList<ToolCallRecord> calls) =>
        RunEvents.Create("step-complete", run, span, (turn, calls), static (writer, it) =>
        {
            writer.WriteNumber("step", it.turn + 1);
            writer.WriteStartArray("toolCalls");
            foreach (var call in it.calls)
            {
                call.Write(writer);
            }

            writer.WriteEndArray();
        });
}
