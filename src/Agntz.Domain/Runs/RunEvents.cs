using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>The events of a run's log, by what happened.</summary>
public static class RunEvents
{
    /// <summary>The run was created; the first event of every log.</summary>
    public static RunEvent Spawned(RunId run, SpanId span, string agentReference) =>
        Create("run-spawn", run, span, agentReference, static (writer, agent) => writer.WriteString("agentId", agent));

    /// <summary>A model that streams said more.</summary>
    public static RunEvent TextAdded(RunId run, SpanId span, string text) =>
        Create("text-delta", run, span, text, static (writer, it) => writer.WriteString("text", it));

    /// <summary>What a try of a model call had streamed does not count: the try did not end well.</summary>
    public static RunEvent TextVoided(RunId run, SpanId span) => Create("text-void", run, span, 0, static (_, _) => { });

    /// <summary>The run ended; the last event of every log.</summary>
    /// <param name="run">The run.</param>
    /// <param name="span">The root of its trace; null when that is not known any more.</param>
    /// <param name="outcome">How.</param>
    public static RunEvent Ended(RunId run, SpanId? span, RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed completed => Create("run-complete", run, span, completed.Result, static (writer, result) =>
        {
            writer.WritePropertyName("result");
            writer.WriteRawValue(result, skipInputValidation: true);
        }),
        RunOutcome.Failed failed => Create("run-error", run, span, failed.Error, static (writer, error) =>
        {
            writer.WriteString("error", error.Message);
            writer.WriteString("code", error.Code);
        }),
        _ => Create("run-cancelled", run, span, 0, static (_, _) => { }),
    };

    /// <summary>The run ended, and nothing else of its log is kept.</summary>
    public static RunEvent EndedWithoutLog(RunId run, RunOutcome outcome)
    {
        var ended = Ended(run, null, outcome);
        return new RunEvent(ended.Type, $"{ended.Body.AsSpan(0, ended.Body.Length - 1)},\"logRemoved\":true}}");
    }

    internal static RunEvent Create<TState>(
        string type, RunId run, SpanId? span, TState state, Action<Utf8JsonWriter, TState> write) =>
        new(type, JsonText.WriteObject((type, run, span, state, write), static (writer, it) =>
        {
            writer.WriteString("type", it.type);
            writer.WriteString("runId", it.run.ToString());
            if (it.span is { } id)
            {
                writer.WriteString("spanId", id.ToString());
            }

            it.write(writer, it.state);
        }));
}
