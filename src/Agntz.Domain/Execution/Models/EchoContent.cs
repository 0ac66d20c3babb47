using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>
/// Part of an answer that its provider wants to see again beside the results of the tool calls, such as signed
/// reasoning. It goes back as it came, to the same provider only, and is in no span.
/// </summary>
/// <param name="value">The part, in a form that the provider's client understands.</param>
public sealed class EchoContent(JsonElement value) : AIContent
{
    /// <summary>The part.</summary>
    public JsonElement Value { get; } = value;
}
