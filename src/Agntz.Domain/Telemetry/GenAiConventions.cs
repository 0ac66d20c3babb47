using Agntz.Domain.Traces;

namespace Agntz.Domain.Telemetry;

/// <summary>
/// Whose names exported spans and metrics have: those of one version of OpenTelemetry's conventions for generative AI.
/// What is stored has the names of <see cref="Version141"/> always.
/// </summary>
public sealed class GenAiConventions
{
    private readonly IReadOnlyDictionary<string, string> _renamed;

    private GenAiConventions(string schema, IReadOnlyDictionary<string, string> renamed)
    {
        Schema = schema;
        _renamed = renamed;
    }

    /// <summary>Version 1.41, the last one among the general conventions.</summary>
    public static GenAiConventions Version141 { get; } =
        new("https://opentelemetry.io/schemas/1.41.0", new Dictionary<string, string>());

    /// <summary>The newest ones, which are still in development and have a place of their own.</summary>
    public static GenAiConventions Latest { get; } = new(
        "https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev",
        new Dictionary<string, string>
        {
            [SpanAttributes.CacheWriteTokens] = SpanAttributes.LatestCacheWriteTokens,
        });

    /// <summary>The address of the version, which everything exported names.</summary>
    public string Schema { get; }

    /// <summary>What an attribute of a span is called that is stored under this name.</summary>
    public string NameOf(string attribute) => _renamed.GetValueOrDefault(attribute, attribute);
}
