using Agntz.Domain.Owners;
using Agntz.Domain.Retention;

namespace Agntz.Domain.Runs;

/// <summary>The record of a run, as it stands.</summary>
public sealed record Run
{
    /// <summary>Whose it is.</summary>
    public required Owner Owner { get; init; }

    /// <summary>Its id.</summary>
    public required RunId Id { get; init; }

    /// <summary>The agent, without a version.</summary>
    public required string AgentId { get; init; }

    /// <summary>The version that runs.</summary>
    public required DateTimeOffset AgentVersion { get; init; }

    /// <summary>What the caller asked for after the <c>@</c>; null without one.</summary>
    public string? RequestedVersion { get; init; }

    /// <summary>The session it is part of; null for none.</summary>
    public string? SessionId { get; init; }

    /// <summary>What is kept of it.</summary>
    public required RetentionMode Retention { get; init; }

    /// <summary>When it is deleted, or as soon as it has ended after that; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it did not complete; null while it is active and when it did.</summary>
    public RunError? Error { get; init; }

    /// <summary>What it was given and what it gave; null in lists.</summary>
    public RunPayload? Payload { get; init; }
}
