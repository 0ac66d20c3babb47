using System.Buffers.Binary;
using System.Text;

namespace Agntz.Testing.Otlp;

/// <summary>Writes protobuf by hand.</summary>
public sealed class ProtobufText
{
    private readonly List<byte> _bytes = [];

    /// <summary>What was written so far.</summary>
    public byte[] Bytes => [.. _bytes];

    /// <summary>Adds a field that is a message.</summary>
    public ProtobufText Message(int field, Action<ProtobufText> write)
    {
        var inner = new ProtobufText();
        write(inner);
        return Add(field, inner.Bytes);
    }

    /// <summary>Adds a field that is a text.</summary>
    public ProtobufText Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a field that is bytes.</summary>
    public ProtobufText Add(int field, byte[] bytes)
    {
        Varint(((ulong)field << 3) | 2).Varint((ulong)bytes.Length)._bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds a field that is a number of variable length.</summary>
    public ProtobufText Add(int field, long number) => Varint((ulong)field << 3).Varint(unchecked((ulong)number));

    /// <summary>Adds a field that is a number of eight bytes.</summary>
    public ProtobufText Fixed64(int field, ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        Varint(((ulong)field << 3) | 1)._bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds a field that is a number of four bytes.</summary>
    public ProtobufText Fixed32(int field, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        Varint(((ulong)field << 3) | 5)._bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds a field that is a group, which nobody writes any more.</summary>
    public ProtobufText Group(int field, Action<ProtobufText> write)
    {
        Varint(((ulong)field << 3) | 3);
        write(this);
        return Varint(((ulong)field << 3) | 4);
    }

    /// <summary>Adds a number of variable length without a field.</summary>
    public ProtobufText Varint(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            _bytes.Add((byte)((number & 0x7F) | 0x80));
        }

        _bytes.Add((byte)number);
        return this;
    }
}
