using System.Buffers.Binary;
using System.Text;

namespace Agntz.Api.Tests.Ingestion.Otlp;

/// <summary>Writes protobuf by hand.</summary>
internal sealed class ProtobufText
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public ProtobufText Message(int field, Action<ProtobufText> write)
    {
        var inner = new ProtobufText();
        write(inner);
        return Add(field, inner.Bytes);
    }

    public ProtobufText Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtobufText Add(int field, byte[] bytes)
    {
        Varint(((ulong)field << 3) | 2).Varint((ulong)bytes.Length)._bytes.AddRange(bytes);
        return this;
    }

    public ProtobufText Add(int field, long number) => Varint((ulong)field << 3).Varint(unchecked((ulong)number));

    public ProtobufText Fixed64(int field, ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        Varint(((ulong)field << 3) | 1)._bytes.AddRange(bytes);
        return this;
    }

    public ProtobufText Fixed32(int field, uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        Varint(((ulong)field << 3) | 5)._bytes.AddRange(bytes);
        return this;
    }

    public ProtobufText Group(int field, Action<ProtobufText> write)
    {
        Varint(((ulong)field << 3) | 3);
        write(this);
        return Varint(((ulong)field << 3) | 4);
    }

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
