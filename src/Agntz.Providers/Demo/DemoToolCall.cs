using System.Text.Json;
using Agntz.Domain.Execution.Models;

namespace Agntz.Providers.Demo;

/// <summary>A tool the demo model asks for.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What it is called with, by name.</param>
internal sealed record DemoToolCall(string Name, IReadOnlyDictionary<string, JsonElement> Arguments)
{
    /// <exception cref="ModelCallException">An entry is no call.</exception>
    public static IReadOnlyList<DemoToolCall> ReadAll(JsonElement list) => [.. list.EnumerateArray().Select(Read)];

    private static DemoToolCall Read(JsonElement call)
    {
        if (call.ValueKind is not JsonValueKind.Object
            || !call.TryGetProperty("name", out var name) || name.ValueKind is not JsonValueKind.String)
        {
            throw new ModelCallException("providerOptions.demo.toolCalls must be a list of {name, arguments}.");
        }

        var arguments = call.TryGetProperty("arguments", out var given) && given.ValueKind is JsonValueKind.Object
            ? given.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value)
            : [];
        return new DemoToolCall(name.GetString()!, arguments);
    }
}
