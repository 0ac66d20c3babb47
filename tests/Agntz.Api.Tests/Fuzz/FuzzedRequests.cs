using System.Text;
using System.Text.Json;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Makes requests: the same for the same seed and number, but for the names the service has given.</summary>
internal sealed class FuzzedRequests(
    int seed, IReadOnlyList<FuzzedRoute> routes, FuzzedTarget target, FuzzedHeaders headers, FuzzedBody body)
{
    private const int MostRead = 4 * 1024 * 1024;

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", "FOO", "M-SEARCH"];

    // Those that read a body more often: most can be wrong with them.
    private readonly List<FuzzedRoute> _routes =
        [.. routes.SelectMany(route => Enumerable.Repeat(route, ExampleBodies.Of(route).Count > 0 ? 3 : 1))];

    private readonly Dictionary<FuzzedRoute, IReadOnlyList<JsonElement>> _examples =
        routes.ToDictionary(route => route, ExampleBodies.Of);

    /// <summary>Makes one.</summary>
    public FuzzedRequest Make(int number)
    {
        var random = new Random(HashOf(seed, number));
        var route = _routes[random.Next(_routes.Count)];
        var method = random.Next(50) == 0 ? Methods[random.Next(Methods.Length)] : route.Method;
        var examples = _examples[route];
        var content = examples.Count > 0 || random.Next(20) == 0 ? body.Make(examples, random) : null;
        var endsEarly = content is { Length: > 0 } && random.Next(60) == 0;
        var isChunked = content is not null && !endsEarly && random.Next(20) == 0;
        var head = new StringBuilder($"{method} {target.Make(route, random)} HTTP/1.1\r\n");
        head.AppendJoin("\r\n", headers.Make(content is not null, random)).Append("\r\n");
        head.Append(Framing(content, isChunked, endsEarly)).Append("\r\n");
        return new FuzzedRequest
        {
            Number = number,
            Method = method,
            Bytes =
            [
                .. Encoding.UTF8.GetBytes(head.ToString()),
                .. isChunked ? Chunked(content!, random) : content ?? [],
            ],
            EndsEarly = endsEarly,
            MayBeCut = endsEarly || content?.Length > MostRead,
        };
    }

    private static string Framing(byte[]? content, bool isChunked, bool endsEarly) => content switch
    {
        null => "",
        _ when isChunked => "Transfer-Encoding: chunked\r\n",
        _ => $"Content-Length: {content.Length + (endsEarly ? 10 : 0)}\r\n",
    };

    private static byte[] Chunked(byte[] content, Random random)
    {
        var chunks = new MemoryStream();
        while (content.Length > 0)
        {
            var size = random.Next(1, content.Length + 1);
            chunks.Write(Encoding.ASCII.GetBytes($"{size:x}\r\n"));
            chunks.Write(content.AsSpan(0, size));
            chunks.Write("\r\n"u8);
            content = content[size..];
        }

        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private static int HashOf(int seed, int number) => unchecked((seed * 1_000_003) ^ (number * 92_821));
}
