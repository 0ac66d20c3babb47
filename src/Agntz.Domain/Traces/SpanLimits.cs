namespace Agntz.Domain.Traces;

/// <summary>How much a span may hold.</summary>
public static class SpanLimits
{
    /// <summary>The most characters of a name; a longer one is cut.</summary>
    public const int MaxNameLength = 500;
}
