using System.Buffers.Binary;

namespace Agntz.Testing.Otlp;

/// <summary>One field of a protobuf message, as it is on the wire.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Bits">Its value where that is a number.</param>
/// <param name="Bytes">Its value where that is a text or a message.</param>
public readonly record struct ProtoField(int Number, ulong Bits, ReadOnlyMemory<byte> Bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;

    /// <summary>Its value as a text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Its value as a number with a fraction.</summary>
    public double Double => BitConverter.UInt64BitsToDouble(Bits);

    /// <summary>The fields of a message, in order.</summary>
    public static IEnumerable<ProtoField> Read(ReadOnlyMemory<byte> message)
    {
        while (message.Length > 0)
        {
            var tag = ReadVarint(ref message);
            var number = (int)(tag >> 3);
            switch ((int)(tag & 7))
            {
                case Varint:
                    yield return new ProtoField(number, ReadVarint(ref message), default);
                    break;
                case Fixed64:
                    yield return new ProtoField(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span), default);
                    message = message[sizeof(ulong)..];
                    break;
                case Delimited:
                    var length = (int)ReadVarint(ref message);
                    yield return new ProtoField(number, 0, message[..length]);
                    message = message[length..];
                    break;
                default:
                    message = message[sizeof(uint)..];
                    break;
            }
        }
    }

    /// <summary>The fields of a number in a message that are messages or texts themselves.</summary>
    public static IEnumerable<ProtoField> Read(ReadOnlyMemory<byte> message, int number) =>
        Read(message).Where(field => field.Number == number);

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> message)
    {
        var (value, shift, index) = (0UL, 0, 0);
        byte next;
        do
        {
            next = message.Span[index++];
            value |= (ulong)(next & 0x7F) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        message = message[index..];
        return value;
    }
}
