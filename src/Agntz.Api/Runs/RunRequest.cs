using System.Text.Json;
using Agntz.Domain.Runs;

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
    /// The most milliseconds the run may take, from when a worker first takes it; by default, and at most, what the
    /// server allows.
    /// </summary>
    public long? TimeoutMs { get; init; }

    internal IdempotencyKey? Key { get; init; }
}
