using System.Text.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// A tool as one execution of an agent may call it, whatever it is made of. Safe for concurrent calls.
/// </summary>
public interface ITool
{
    /// <summary>The name the model calls it by; 1 to 64 letters, digits, '_' and '-'.</summary>
    string Name { get; }

    /// <summary>What it does, for the model; null when nothing is said.</summary>
    string? Description { get; }

    /// <summary>A JSON Schema of an object: what the arguments must look like.</summary>
    JsonElement Parameters { get; }

    /// <summary>The kind of its declaration: <c>local</c>, <c>agent</c>, <c>http</c>, <c>mcp</c>.</summary>
    string Kind { get; }

    /// <summary>How long one call may take; then it is broken off, and the model reads that.</summary>
    TimeSpan Timeout { get; }

    /// <summary>
    /// Calls it once. Never called again for a call that has returned, also when another worker goes on with the run;
    /// a call that was in flight when its worker was lost is repeated under the same idempotency key.
    /// </summary>
    /// <param name="arguments">What the caller gave: an object, not checked against the parameters.</param>
    /// <param name="context">Whose call it is, and where in the run.</param>
    /// <param name="cancellationToken">Breaks it off: the time is up, the run is aborted or executed elsewhere.</param>
    /// <returns>What it gave; an error it answered with is a value too.</returns>
    /// <exception cref="ToolException">The call failed, in words the model may read.</exception>
    ValueTask<ToolResult> CallAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken);
}
