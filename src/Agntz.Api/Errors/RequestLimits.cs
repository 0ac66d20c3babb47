namespace Agntz.Api.Errors;

/// <summary>How large requests may be.</summary>
internal static class RequestLimits
{
    /// <summary>The most bytes of a body.</summary>
    public const long MaxBodyBytes = 4 * 1024 * 1024;
}
