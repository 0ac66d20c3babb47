using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Agents.Reading;

/// <summary>What is known of a value before anything has run.</summary>
/// <param name="IsText">Whether it is certainly a string.</param>
/// <param name="Keys">The keys it has as an object; null when they are not known.</param>
internal sealed record KnownValue(bool IsText, IReadOnlyList<string>? Keys)
{
    /// <summary>Nothing is known.</summary>
    public static KnownValue Unknown { get; } = new(false, null);

    private static KnownValue Text { get; } = new(true, null);

    /// <summary>A value that conforms to a schema.</summary>
    public static KnownValue Of(JsonSchema? schema) =>
        schema is not null && Scope.Properties(schema) is { Count: > 0 } keys ? new KnownValue(false, keys) : Unknown;

    /// <summary>The output of an agent.</summary>
    public static KnownValue OutputOf(AgentManifest agent) => agent switch
    {
        LlmManifest { OutputSchema: null } => Text,
        LlmManifest llm => Of(llm.OutputSchema),
        PipelineManifest { Output: { } output } => new KnownValue(false, output.Keys),
        SequentialManifest { Steps: [.., var last] } => OutputOf(last),
        ParallelManifest parallel => new KnownValue(false, [.. parallel.Steps.Select(branch => branch.StateKey)]),
        _ => Unknown,
    };

    /// <summary>The output of a step; one that may be skipped may be null.</summary>
    public static KnownValue OutputOf(Step step) => step switch
    {
        { When: null, Agent: AgentUse.Inline inline } => OutputOf(inline.Agent),
        _ => Unknown,
    };
}
