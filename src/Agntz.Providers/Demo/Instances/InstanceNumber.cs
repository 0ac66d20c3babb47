using System.Text.Json.Nodes;

namespace Agntz.Providers.Demo.Instances;

/// <summary>Makes numbers within bounds: the least there is, 0 where there is none.</summary>
internal static class InstanceNumber
{
    private const decimal Half = 0.5m;

    /// <param name="keywords">What is said of it.</param>
    /// <param name="isWhole">Whether it is an integer.</param>
    /// <param name="variant">How many steps it is from the first.</param>
    public static JsonNode Of(Keywords keywords, bool isWhole, int variant)
    {
        var step = keywords.Greatest("multipleOf") ?? 1;
        try
        {
            var first = Find(keywords, isWhole, step);
            return JsonValue.Create(variant == 0 ? first : first + (step * variant));
        }
        catch (OverflowException)
        {
            // Beyond what is counted here no ordinary schema goes; the caller finds out whether 0 conforms.
            return JsonValue.Create(0);
        }
    }

    private static decimal Find(Keywords keywords, bool isWhole, decimal step)
    {
        var (least, above) = (keywords.Greatest("minimum"), keywords.Greatest("exclusiveMinimum"));
        var (most, below) = (keywords.Least("maximum"), keywords.Least("exclusiveMaximum"));
        var isStepped = isWhole || keywords.HasAny("multipleOf");
        if (above is { } low && !(least > low))
        {
            return isStepped ? (Math.Floor(low / step) + 1) * step : Between(low, Lower(most, below));
        }

        if (least is { } lowest)
        {
            return isStepped ? Math.Ceiling(lowest / step) * step : lowest;
        }

        if (!(most < 0) && !(below <= 0))
        {
            return 0;
        }

        return below is { } high && !(most < high)
            ? isStepped ? (Math.Ceiling(high / step) - 1) * step : high - 1
            : isStepped ? Math.Floor(most!.Value / step) * step : most!.Value;
    }

    private static decimal? Lower(decimal? one, decimal? other) =>
        one is null || other < one ? other : one;

    private static decimal Between(decimal low, decimal? high) =>
        high is { } most && most <= low + 1 ? low + ((most - low) * Half) : low + 1;
}
