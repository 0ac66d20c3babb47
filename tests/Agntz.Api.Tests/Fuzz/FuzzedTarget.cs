using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Makes the target of a request: the path of a route and a query.</summary>
internal sealed partial class FuzzedTarget(KnownNames names)
{
    private static readonly string[] Segments =
    [
        "%00", "a%00b", "%2F", "a%2Fb", "%2e%2e%2f", "..", ".", "%", "%zz", "%C0%AF", "%FF", "%ED%A0%80",
        "%F0%9F%98%80", "%25%30%30", "%0d%0aX:1", "%20", "a+b", "a@b", "%40", "*", ";x=1", "~", "'", "\"", "<", "|",
        "^", "\\", "{id}", "é", "", "/", "import", "versions", "stream", new('y', 9000),
    ];

    private static readonly string[] Parameters =
    [
        "since", "limit", "cursor", "status", "startedAfter", "startedBefore", "from", "to", "agentId", "rootsOnly",
        "mode", "kind", "x", "", "%00", "%FF",
    ];

    private static readonly JsonElement[] Cursors =
    [
        .. new[]
        {
            """{"startedAt":1767225600000,"id":"run_01890000000070008000000000000000"}""",
            """{"startedAt":"2026-01-01T00:00:00.000Z","traceId":"run_01890000000070008000000000000000"}""",
            """{"updatedAt":"2026-01-01T00:00:00.000Z","key":7}""",
        }.Select(cursor => JsonElement.Parse(cursor)),
    ];

    /// <summary>One for a route.</summary>
    public string Make(FuzzedRoute route, Random random)
    {
        var path = Parameter().Replace(route.Pattern, match => Segment(route, match.Groups[1].Value, random));
        path = random.Next(100) switch
        {
            0 => $"{path}/",
            1 => $"/{path}",
            2 => path.ToUpperInvariant(),
            3 => $"http://other.example{path}",
            4 => path.Replace("/", "/./", StringComparison.Ordinal),
            _ => path,
        };
        var query = Enumerable.Range(0, random.Next(3) == 0 ? random.Next(1, 4) : 0)
            .Select(_ => Query(Parameters[random.Next(Parameters.Length)], random));
        return string.Join('?', new[] { path, string.Join('&', query) }.Where(part => part.Length > 0));
    }

    // Less often what is there when it is to be deleted: there must be something left for the others.
    private string Segment(FuzzedRoute route, string parameter, Random random) => random.Next(10) switch
    {
        < 4 => Known(route, parameter, random),
        < 7 when route.Method is not "DELETE" => Known(route, parameter, random),
        < 8 => Uri.EscapeDataString(OddTexts.Pick(random)),
        _ => Segments[random.Next(Segments.Length)],
    };

    private string Known(FuzzedRoute route, string parameter, Random random) =>
        Uri.EscapeDataString(names.OfParameter(route.Pattern, parameter, random));

    private string Query(string name, Random random) => random.Next(10) switch
    {
        0 => name,
        1 => $"{name}={Segments[random.Next(Segments.Length - 1)].Replace("#", "", StringComparison.Ordinal)}",
        < 5 when name is "cursor" => $"{name}={Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Cursor(random)))}",
        < 8 when name is "cursor" or "agentId" => $"{name}={Uri.EscapeDataString(names.OfField(name, random))}",
        _ => $"{name}={Uri.EscapeDataString(OddTexts.Pick(random))}",
    };

    private string Cursor(Random random) =>
        new FuzzedJson(random, names, 20).Write(Cursors[random.Next(Cursors.Length)]);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
