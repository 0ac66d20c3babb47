using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Demo;

/// <summary>What a manifest may ask of the demo provider, under <c>model.providerOptions.demo</c>.</summary>
internal sealed record DemoOptions
{
    /// <summary>The reply; null for one made from what tools gave, else from the last user message.</summary>
    public string? Reply { get; init; }

    /// <summary>How long the whole call takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The message the call fails with; null to succeed.</summary>
    public string? Error { get; init; }

    /// <summary>Tools to be called, once each, before the reply.</summary>
    public IReadOnlyList<DemoToolCall> ToolCalls { get; init; } = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="ModelCallException">There is something else in them.</exception>
    public static DemoOptions From(ChatOptions? options)
    {
        var read = new DemoOptions();
        if (options?.AdditionalProperties?.TryGetValue(ModelProviders.Demo, out var value) is not true
            || value is not JsonElement { ValueKind: JsonValueKind.Object } given)
        {
            return read;
        }

        foreach (var option in given.EnumerateObject())
        {
            read = (option.Name, option.Value.ValueKind) switch
            {
                ("reply", JsonValueKind.String) => read with { Reply = option.Value.GetString() },
                ("error", JsonValueKind.String) => read with { Error = option.Value.GetString() },
                ("delayMs", JsonValueKind.Number) when option.Value.TryGetDouble(out var delay) && delay is >= 0 and < 1e9 =>
                    read with { Delay = TimeSpan.FromMilliseconds(delay) },
                ("toolCalls", JsonValueKind.Array) => read with { ToolCalls = DemoToolCall.ReadAll(option.Value) },
                _ => throw new ModelCallException(
                    $"providerOptions.demo.{option.Name} is not understood: expected reply (string), delayMs (number of "
                    + "at least 0), error (string) or toolCalls (list of {name, arguments})."),
            };
        }

        return read;
    }
}
