using System.Globalization;
using Agntz.Testing.Otlp;

namespace Agntz.Benchmarks.Ingesting;

/// <summary>One export request as an SDK sends it: model calls of some traces, each below a root of its own trace.</summary>
internal sealed class ModelCallExport
{
    public const int Spans = 1_000;

    private const int SpansOfATrace = 20;
    private const int Client = 3;

    private static readonly string Said = $$"""[{"role":"user","content":"{{new string('x', 200)}}"}]""";

    private ModelCallExport(IReadOnlyList<Guid> traces, byte[] body)
    {
        Traces = traces;
        Body = body;
    }

    public IReadOnlyList<Guid> Traces { get; }

    public byte[] Body { get; }

    public static ModelCallExport Create()
    {
        var traces = Enumerable.Range(0, Spans / SpansOfATrace).Select(_ => Guid.CreateVersion7()).ToList();
        var body = new ProtobufText().Message(1, resource => resource
            .Message(1, it => it.Message(1, one => Text(one, "service.name", "bench")))
            .Message(2, scope =>
            {
                scope.Message(1, name => name.Add(1, "bench"));
                traces.ForEach(trace => AddTrace(scope, trace));
            }));
        return new ModelCallExport(traces, body.Bytes);
    }

    private static void AddTrace(ProtobufText scope, Guid trace)
    {
        var root = NewSpanId();
        scope.Message(2, span => AddSpan(span, trace, root, parent: null));
        for (var index = 1; index < SpansOfATrace; index++)
        {
            scope.Message(2, span => AddSpan(span, trace, NewSpanId(), root));
        }
    }

    private static void AddSpan(ProtobufText span, Guid trace, byte[] id, byte[]? parent)
    {
        const ulong NanosecondsOfAMillisecond = 1_000_000;
        var now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * NanosecondsOfAMillisecond;
        span.Add(1, trace.ToByteArray(bigEndian: true)).Add(2, id);
        if (parent is not null)
        {
            span.Add(4, parent);
        }

        span.Add(5, "chat gpt-5.4").Add(6, Client)
            .Fixed64(7, now).Fixed64(8, now + NanosecondsOfAMillisecond)
            .Message(9, it => Text(it, "gen_ai.operation.name", "chat"))
            .Message(9, it => Text(it, "gen_ai.provider.name", "openai"))
            .Message(9, it => Text(it, "gen_ai.request.model", "gpt-5.4"))
            .Message(9, it => Text(it, "gen_ai.response.id", Convert.ToHexString(id)))
            .Message(9, it => Number(it, "gen_ai.usage.input_tokens", 120))
            .Message(9, it => Number(it, "gen_ai.usage.output_tokens", 40))
            .Message(9, it => Text(it, "server.address", "api.openai.com"))
            .Message(9, it => Text(it, "gen_ai.input.messages", Said))
            .Message(15, status => status.Add(3, 1));
    }

    private static void Text(ProtobufText attribute, string key, string value) =>
        attribute.Add(1, key).Message(2, any => any.Add(1, value));

    private static void Number(ProtobufText attribute, string key, long value) =>
        attribute.Add(1, key).Message(2, any => any.Add(3, value));

    private static byte[] NewSpanId() =>
        Convert.FromHexString(Random.Shared.NextInt64(1, long.MaxValue).ToString("x16", CultureInfo.InvariantCulture));
}
