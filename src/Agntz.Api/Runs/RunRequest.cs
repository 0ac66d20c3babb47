using System.Diagnostics;
using System.Text.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;

namespace Agntz.Api.Runs;

/// <summary>What a caller asks for.</summary>
public sealed record RunRequest
{
    /// <summary>The agent to run: its id.</summary>
    public required string AgentId { get; init; }

    /// <summary>What the agent gets: any JSON. An agent with an input schema says what it takes.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>Instead of <see cref="Input"/>: a list of <c>{"type":"text","text":…}</c> blocks, joined.</summary>
    public JsonElement? Content { get; init; }

    /// <summary>
    /// The session it is to be part of: its model reads what was said there before, and the session keeps what is said
    /// now. One that does not exist begins with the run; without one the run begins a session of its own.
    /// </summary>
    public string? SessionId { get; init; }

    /// <summary>
    /// What to do about older runs of the session that are still active: <c>supersede</c> (default) cancels them,
    /// <c>enqueue</c> waits for them, <c>reject</c> refuses the request with 409. At most one is executed at a time.
    /// </summary>
    public string? SessionConflict => Conflict.ToName();

    /// <summary>
    /// The most milliseconds the run may take, from when a worker first takes it; by default, and at most, what the
    /// server allows.
    /// </summary>
    public long? TimeoutMs { get; init; }

    /// <summary>What is kept of the run, and for how long.</summary>
    public RetentionRequest? Retention { get; init; }

    internal SessionConflict Conflict { get; init; }

    internal IdempotencyKey? Key { get; init; }

    /// <summary>The span of the caller's that the request belongs to; null when it does not say.</summary>
    internal ActivityContext? Caller { get; init; }
}
