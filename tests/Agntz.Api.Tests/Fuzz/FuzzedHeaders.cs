namespace Agntz.Api.Tests.Fuzz;

/// <summary>Makes the headers of a request but those that frame it.</summary>
/// <param name="host">Where it goes.</param>
/// <param name="key">What lets it in.</param>
internal sealed class FuzzedHeaders(string host, string key)
{
    private static readonly string[] Values =
    [
        "", " ", "x", "0", "1", "3", "99", "-1", "9223372036854775808", "1e9", "a,b", "\"", "é", "\u0001", "\u007f",
        "\t", "{}", "*/*", "bytes=0-1", new('k', 255), new('k', 256), new('k', 4000),
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "text/plain",
        "application/problem+json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "multipart/form-data", "image/png", "json", "/", ";", "a/b/c", "application/json;;;",
        "application/json; charset=\"", "*/*", "é/é", "",
    ];

    private static readonly string[] Accepted =
        ["*/*", "text/event-stream", "application/json", "text/html", "x", "a/b;q=2", ";", "", "a/b,,c/d;q=é"];

    private static readonly string[] Others =
    [
        "Accept-Encoding", "Accept-Language", "Content-Encoding", "Origin", "Cookie", "Range", "If-Match",
        "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "Access-Control-Request-Method", "traceparent",
        "tracestate", "baggage", "Upgrade", "TE", "Date", "X-é",
    ];

    /// <summary>Those of a request.</summary>
    /// <param name="hasBody">Whether it has a body.</param>
    /// <param name="random">Which.</param>
    public IEnumerable<string> Make(bool hasBody, Random random)
    {
        yield return $"Host: {(random.Next(200) == 0 ? Value(random) : host)}";
        yield return $"Authorization: {(random.Next(40) == 0 ? $"Bearer {Value(random)}" : $"Bearer {key}")}";
        if (hasBody && random.Next(20) > 0)
        {
            yield return $"Content-Type: {(random.Next(6) == 0 ? Types[random.Next(Types.Length)] : Types[0])}";
        }

        if (random.Next(4) == 0)
        {
            yield return $"Accept: {Accepted[random.Next(Accepted.Length)]}";
        }

        if (random.Next(6) == 0)
        {
            yield return $"Idempotency-Key: {(random.Next(2) == 0 ? $"key-{random.Next(20)}" : Value(random))}";
        }

        if (random.Next(6) == 0)
        {
            yield return $"Last-Event-ID: {Value(random)}";
        }

        if (random.Next(8) == 0)
        {
            yield return $"{Others[random.Next(Others.Length)]}: {Value(random)}";
        }
    }

    private static string Value(Random random) => Values[random.Next(Values.Length)];
}
