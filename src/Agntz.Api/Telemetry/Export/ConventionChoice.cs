using Agntz.Domain.Telemetry;

namespace Agntz.Api.Telemetry.Export;

/// <summary>Whose names spans and metrics have, as the variable says by which everybody opts in to new ones.</summary>
internal static class ConventionChoice
{
    /// <summary>The variable: a list separated by commas, of which one word is ours to know.</summary>
    public const string Variable = "OTEL_SEMCONV_STABILITY_OPT_IN";

    private const string Latest = "gen_ai_latest_experimental";

    public static GenAiConventions Of(IConfiguration configuration) =>
        (configuration[Variable] ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(Latest)
            ? GenAiConventions.Latest
            : GenAiConventions.Version141;
}
