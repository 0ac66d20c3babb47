namespace Agntz.Testing.Otlp;

/// <summary>Reads attributes of OTLP as texts.</summary>
public static class OtlpAttributes
{
    /// <summary>The attributes in a field of a message.</summary>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlyMemory<byte> message, int number) =>
        ProtoField.Read(message, number).ToDictionary(
            pair => ProtoField.Read(pair.Bytes, 1).Single().Text,
            pair => ProtoField.Read(ProtoField.Read(pair.Bytes, 2).Single().Bytes).Select(Value).Single());

    private static string Value(ProtoField value) => value.Number switch
    {
        1 => value.Text,
        2 => value.Bits == 1 ? "true" : "false",
        3 => ((long)value.Bits).ToString(),
        4 => value.Double.ToString(),
        _ => $"field {value.Number}",
    };
}
