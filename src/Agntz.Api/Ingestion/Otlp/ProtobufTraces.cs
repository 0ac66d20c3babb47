namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Reads an export of traces from protobuf: <c>ExportTraceServiceRequest</c>.</summary>
internal static class ProtobufTraces
{
    // Of an export, of what a resource sent, and of what a scope made.
    private const int Parts = 2;
    private const int First = 1;

    /// <summary>The spans, in the order they were sent.</summary>
    /// <exception cref="MalformedOtlpException">The bytes are something else, or too much at once.</exception>
    public static IReadOnlyList<OtlpSpan> Read(ReadOnlySpan<byte> message, OtlpSize size)
    {
        var spans = new List<OtlpSpan>();
        var reader = new WireReader(message);
        while (reader.Next(First, out var held))
        {
            ReadResource(held, spans, size);
        }

        return spans;
    }

    // Fields come in any order, so what all have in common is read before them.
    private static void ReadResource(ReadOnlySpan<byte> message, List<OtlpSpan> spans, OtlpSize size)
    {
        var resource = OtlpResource.Of(ProtobufValues.ReadAttributes(Find(message, First), size));
        var reader = new WireReader(message);
        while (reader.Next(Parts, out var held))
        {
            ReadScope(held, resource, spans, size);
        }
    }

    private static void ReadScope(
        ReadOnlySpan<byte> message, IReadOnlyList<OtlpAttribute> resource, List<OtlpSpan> spans, OtlpSize size)
    {
        var scope = ReadNames(Find(message, First), resource);
        var reader = new WireReader(message);
        while (reader.Next(Parts, out var held))
        {
            spans.Add(ProtobufSpan.Read(held, scope, size));
        }
    }

    private static OtlpScope ReadNames(ReadOnlySpan<byte> message, IReadOnlyList<OtlpAttribute> resource)
    {
        var (name, version) = ("", "");
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Is(1, WireType.Length))
            {
                name = reader.ReadText();
            }
            else if (reader.Is(2, WireType.Length))
            {
                version = reader.ReadText();
            }
            else
            {
                reader.Skip();
            }
        }

        return new OtlpScope(resource, name, version);
    }

    /// <returns>The last message under a number; empty when there is none.</returns>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int field)
    {
        var found = ReadOnlySpan<byte>.Empty;
        var reader = new WireReader(message);
        while (reader.Next(field, out var held))
        {
            found = held;
        }

        return found;
    }
}
