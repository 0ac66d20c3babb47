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

    /// <summary>The run ended; the last event of every log.</summary>
    public static RunEvent Ended(RunId run, SpanId span, RunOutcome outcome) => outcome switch
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

    private static RunEvent Create<TState>(
        string type, RunId run, SpanId span, TState state, Action<Utf8JsonWriter, TState> write) =>
        new(type, JsonText.WriteObject((type, run, span, state, write), static (writer, it) =>
        {
            writer.WriteString("type", it.type);
            writer.WriteString("runId", it.run.ToString());
            writer.WriteString("spanId", it.span.ToString());
            it.write(writer, it.state);
        }));
}
