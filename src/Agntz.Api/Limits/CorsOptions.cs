namespace Agntz.Api.Limits;

/// <summary>Which web pages may call the service from a browser.</summary>
internal sealed class CorsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Cors";

    /// <summary>Origins such as <c>https://app.example.com</c>.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];
}
