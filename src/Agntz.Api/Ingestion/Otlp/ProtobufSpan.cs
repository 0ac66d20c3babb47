namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Reads spans from protobuf.</summary>
internal static class ProtobufSpan
{
    /// <summary>Reads a Span.</summary>
    public static OtlpSpan Read(ReadOnlySpan<byte> message, OtlpScope scope, OtlpSize size)
    {
        size.AddSpan();
        var span = new OtlpSpan(scope);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Length):
                    span.TraceId = reader.ReadBytes().ToArray();
                    break;
                case (2, WireType.Length):
                    span.SpanId = reader.ReadBytes().ToArray();
                    break;
                case (4, WireType.Length):
                    span.ParentId = reader.ReadBytes().ToArray();
                    break;
                case (5, WireType.Length):
                    span.Name = reader.ReadText();
                    break;
                case (6, WireType.Varint):
                    span.Kind = unchecked((int)reader.ReadVarint());
                    break;
                case (7, WireType.Fixed64):
                    span.StartUnixNano = reader.ReadFixed64();
                    break;
                case (8, WireType.Fixed64):
                    span.EndUnixNano = reader.ReadFixed64();
                    break;
                case (9, WireType.Length):
                    span.Attributes.Add(ProtobufValues.ReadAttribute(reader.ReadBytes(), size));
                    break;
                case (11, WireType.Length):
                    span.Events.Add(ReadEvent(reader.ReadBytes(), size));
                    break;
                case (13, WireType.Length):
                    span.Links.Add(ReadLink(reader.ReadBytes(), size));
                    break;
                case (15, WireType.Length):
                    ReadStatus(reader.ReadBytes(), span);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return span;
    }

    private static OtlpEvent ReadEvent(ReadOnlySpan<byte> message, OtlpSize size)
    {
        size.AddPart();
        var happened = new OtlpEvent();
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Fixed64):
                    happened.UnixNano = reader.ReadFixed64();
                    break;
                case (2, WireType.Length):
                    happened.Name = reader.ReadText();
                    break;
                case (3, WireType.Length):
                    happened.Attributes.Add(ProtobufValues.ReadAttribute(reader.ReadBytes(), size));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return happened;
    }

    private static OtlpLink ReadLink(ReadOnlySpan<byte> message, OtlpSize size)
    {
        size.AddPart();
        var link = new OtlpLink();
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Length):
                    link.TraceId = reader.ReadBytes().ToArray();
                    break;
                case (2, WireType.Length):
                    link.SpanId = reader.ReadBytes().ToArray();
                    break;
                case (4, WireType.Length):
                    link.Attributes.Add(ProtobufValues.ReadAttribute(reader.ReadBytes(), size));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return link;
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, OtlpSpan span)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (2, WireType.Length):
                    span.StatusMessage = reader.ReadText();
                    break;
                case (3, WireType.Varint):
                    span.Status = unchecked((int)reader.ReadVarint());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
