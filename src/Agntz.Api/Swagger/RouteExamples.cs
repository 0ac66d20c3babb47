using System.Reflection;
using System.Text.Json;

namespace Agntz.Api.Swagger;

/// <summary>
/// Examples of every route, recorded from the service itself: sent in this order to a fresh one, all of them work.
/// </summary>
internal static class RouteExamples
{
    private const string Resource = "Agntz.Api.Swagger.examples.json";

    /// <summary>How they are written down.</summary>
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RouteExample> All = Read();

    /// <summary>That of a route; null when it has none.</summary>
    public static RouteExample? Find(string route) => All.FirstOrDefault(example => example.Route == route);

    private static List<RouteExample> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly has no resource {Resource}.");
        return JsonSerializer.Deserialize<List<RouteExample>>(stream, Format) ?? [];
    }
}
