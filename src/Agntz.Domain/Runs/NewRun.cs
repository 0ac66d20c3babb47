using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Sessions;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>A run to be created, with the root of its trace.</summary>
public sealed record NewRun
{
    /// <summary>Whose run it will be.</summary>
    public required Owner Owner { get; init; }

    /// <summary>Its id.</summary>
    public required RunId Id { get; init; }

    /// <summary>The agent's id, without a version.</summary>
    public required string AgentId { get; init; }

    /// <summary>The version that runs.</summary>
    public required DateTimeOffset AgentVersion { get; init; }

    /// <summary>What the caller asked for after the <c>@</c>; null without one.</summary>
    public string? RequestedVersion { get; init; }

    /// <summary>The agent as the caller named it, with the version where there was one.</summary>
    public string AgentReference => RequestedVersion is null ? AgentId : $"{AgentId}@{RequestedVersion}";

    /// <summary>The input: one compact JSON value as text; null when the caller sent none.</summary>
    public string? Input { get; init; }

    /// <summary>When it was created, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The root span, which begins with the run.</summary>
    public required SpanStart RootSpan { get; init; }

    /// <summary>The incarnation that takes the run in the same transaction; null to leave it to the queue.</summary>
    public Guid? ClaimFor { get; init; }

    /// <summary>How long it may take, from when a worker first takes it; more than zero.</summary>
    public TimeSpan TimeLimit { get; init; } = RunTime.DefaultLimit;

    /// <summary>The session it is to be part of; null for none.</summary>
    public NewRunSession? Session { get; init; }

    /// <summary>What is kept of it, and for how long.</summary>
    public RetentionPolicy Retention { get; init; } = RetentionPolicy.Default;

    /// <summary>The key the caller gave; null without one. It becomes durable with the run.</summary>
    public IdempotencyKey? Key { get; init; }
}
