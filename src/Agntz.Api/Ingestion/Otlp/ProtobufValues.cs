namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Reads attributes and their values from protobuf.</summary>
internal static class ProtobufValues
{
    private const int TextField = 1;
    private const int FlagField = 2;
    private const int WholeField = 3;
    private const int RealField = 4;
    private const int ListField = 5;
    private const int MapField = 6;
    private const int BytesField = 7;

    /// <summary>Reads the KeyValues of a message in which they have the number 1.</summary>
    public static IReadOnlyList<OtlpAttribute> ReadAttributes(
        ReadOnlySpan<byte> message, OtlpSize size, int depth = 0)
    {
        var attributes = new List<OtlpAttribute>();
        var reader = new WireReader(message);
        while (reader.Next(1, out var held))
        {
            attributes.Add(ReadAttribute(held, size, depth));
        }

        return attributes;
    }

    /// <summary>Reads a KeyValue.</summary>
    public static OtlpAttribute ReadAttribute(ReadOnlySpan<byte> message, OtlpSize size, int depth = 0)
    {
        const int Key = 1;
        const int Value = 2;
        size.AddPart();
        var (key, value) = ("", (OtlpValue)OtlpValue.Nothing.Instance);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Is(Key, WireType.Length))
            {
                key = reader.ReadText();
            }
            else if (reader.Is(Value, WireType.Length))
            {
                value = ReadValue(reader.ReadBytes(), size, depth);
            }
            else
            {
                reader.Skip();
            }
        }

        return new OtlpAttribute(key, value);
    }

    private static OtlpValue ReadValue(ReadOnlySpan<byte> message, OtlpSize size, int depth)
    {
        if (depth > OtlpValue.MaxDepth)
        {
            throw new MalformedOtlpException(
                $"Expected values nested at most {OtlpValue.MaxDepth} deep, found one that is deeper.");
        }

        OtlpValue value = OtlpValue.Nothing.Instance;
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (TextField, WireType.Length):
                    value = new OtlpValue.Text(reader.ReadText());
                    break;
                case (FlagField, WireType.Varint):
                    value = new OtlpValue.Flag(reader.ReadVarint() != 0);
                    break;
                case (WholeField, WireType.Varint):
                    value = new OtlpValue.Whole(unchecked((long)reader.ReadVarint()));
                    break;
                case (RealField, WireType.Fixed64):
                    value = new OtlpValue.Real(BitConverter.UInt64BitsToDouble(reader.ReadFixed64()));
                    break;
                case (ListField, WireType.Length):
                    value = ReadList(reader.ReadBytes(), size, depth + 1);
                    break;
                case (MapField, WireType.Length):
                    value = new OtlpValue.Map(ReadAttributes(reader.ReadBytes(), size, depth + 1));
                    break;
                case (BytesField, WireType.Length):
                    value = new OtlpValue.Bytes(reader.ReadBytes().ToArray());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private static OtlpValue.List ReadList(ReadOnlySpan<byte> message, OtlpSize size, int depth)
    {
        var values = new List<OtlpValue>();
        var reader = new WireReader(message);
        while (reader.Next(1, out var held))
        {
            size.AddPart();
            values.Add(ReadValue(held, size, depth));
        }

        return new OtlpValue.List(values);
    }
}
