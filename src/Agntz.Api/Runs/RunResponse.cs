using Agntz.Api.Json;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;

namespace Agntz.Api.Runs;

/// <summary>A run as it stands. Keys without a value are absent.</summary>
public sealed record RunResponse
{
    /// <summary>The id; also the id of its trace.</summary>
    public required string Id { get; init; }

    /// <summary>The same as <see cref="Id"/>: every run is a root.</summary>
    public required string RootId { get; init; }

    /// <summary>The agent as the caller named it, with the version where there was one.</summary>
    public required string AgentId { get; init; }

    /// <summary>The version that runs, as an ISO instant.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>What the caller asked for after the <c>@</c>.</summary>
    public string? RequestedAgentVersion { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>The session it is part of.</summary>
    public string? SessionId { get; init; }

    /// <summary>What is kept of it.</summary>
    public required string RetentionMode { get; init; }

    /// <summary>When it is deleted, as an ISO instant.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>
    /// The input: text as it is, anything else as compact JSON; empty where only the result was kept. Absent in lists.
    /// </summary>
    public string? Input { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was created, in milliseconds since 1970.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When it ended, in milliseconds since 1970.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Always 0: every run is a root.</summary>
    public int Depth { get; init; }

    /// <summary>What it gave, once it completed. Absent in lists.</summary>
    public RawJson? Result { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public string? Error { get; init; }

    /// <summary>The same as a stable word.</summary>
    public string? Code { get; init; }

    /// <summary>One line per violation, where the error has any. Absent in lists.</summary>
    public IReadOnlyList<string>? Details { get; init; }

    internal static RunResponse From(Run run) => new()
    {
        Id = run.Id.ToString(),
        RootId = run.Id.ToString(),
        AgentId = run.RequestedVersion is { } version ? $"{run.AgentId}@{version}" : run.AgentId,
        AgentVersion = run.AgentVersion.ToIso(),
        RequestedAgentVersion = run.RequestedVersion,
        UserId = run.Owner.Subject,
        SessionId = run.SessionId,
        RetentionMode = run.Retention.ToName(),
        ExpiresAt = run.ExpiresAt?.ToIso(),
        Input = run.Payload is { } payload ? RunInputs.ToText(payload.Input) : null,
        Status = run.Status.ToName(),
        StartedAt = run.StartedAt.ToUnixTimeMilliseconds(),
        EndedAt = run.EndedAt?.ToUnixTimeMilliseconds(),
        Result = run.Payload?.Result is { } result ? new RawJson(result) : null,
        Error = run.Error?.Message,
        Code = run.Error?.Code,
        Details = run.Error is { Details.Count: > 0 } error ? error.Details : null,
    };
}
