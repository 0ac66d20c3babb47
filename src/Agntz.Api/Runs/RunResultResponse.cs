using System.Text.Json;
using Agntz.Api.Json;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;

namespace Agntz.Api.Runs;

/// <summary>What a run that was waited for gave.</summary>
public sealed record RunResultResponse
{
    /// <summary>The output of the agent: text, or JSON where it has an output schema or mapping.</summary>
    public required RawJson Output { get; init; }

    /// <summary>The agent's state at its end.</summary>
    public required RawJson State { get; init; }

    /// <summary>What is kept of the run.</summary>
    public required RetentionResponse Retention { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its trace; the same id. Absent where that is not kept.</summary>
    public string? TraceId { get; init; }

    /// <summary>The session it is part of.</summary>
    public string? SessionId { get; init; }

    /// <summary>Always <c>completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What the caller asked for after the <c>@</c>.</summary>
    public string? RequestedAgentVersion { get; init; }

    /// <summary>The version that ran, as an ISO instant.</summary>
    public required string ResolvedAgentVersion { get; init; }

    /// <summary>The provider of the last model call.</summary>
    public string? Provider { get; init; }

    /// <summary>The model of the last model call; <c>manifest</c> when there was none.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens used by all model calls.</summary>
    public required UsageResponse Usage { get; init; }

    /// <summary>Why the last model call stopped.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The provider's id of its answer.</summary>
    public string? ResponseId { get; init; }

    /// <param name="run">The run.</param>
    /// <param name="end">The last event of its log, which may hold more than the record keeps.</param>
    internal static RunResultResponse From(Run run, LogEntry.Event end)
    {
        var result = JsonElement.Parse(end.Json).GetProperty("result");
        var usage = result.GetProperty("usage");
        return new RunResultResponse
        {
            Output = Raw(result.TryGetProperty("value", out var value) ? value : result.GetProperty("output")),
            State = Raw(result.GetProperty("state")),
            Retention = RetentionResponse.From(run),
            RunId = run.Id.ToString(),
            TraceId = run.Retention is RetentionMode.Session ? run.Id.ToString() : null,
            SessionId = run.SessionId,
            Status = run.Status.ToName(),
            RequestedAgentVersion = run.RequestedVersion,
            ResolvedAgentVersion = run.AgentVersion.ToIso(),
            Provider = Text(result, "provider"),
            Model = Text(result, "model")!,
            Usage = new UsageResponse(
                usage.GetProperty("promptTokens").GetInt64(),
                usage.GetProperty("completionTokens").GetInt64(),
                usage.GetProperty("totalTokens").GetInt64()),
            FinishReason = Text(result, "finishReason"),
            ResponseId = Text(result, "responseId"),
        };
    }

    private static RawJson Raw(JsonElement value) => new(value.GetRawText());

    private static string? Text(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) ? value.GetString() : null;
}
