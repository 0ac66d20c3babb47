using System.Buffers.Binary;
using System.Text;

namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Reads the fields of one protobuf message.</summary>
/// <param name="bytes">The message.</param>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxGroups = 32;
    private const int WireTypeBits = 3;
    private const int MaxField = (1 << 29) - 1;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>The number of the field that is next.</summary>
    public int Field { get; private set; }

    /// <summary>How it is written.</summary>
    public WireType Type { get; private set; }

    /// <summary>Goes to the next field; its value is to be read, or skipped, before the next one.</summary>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="MalformedOtlpException">The bytes are no protobuf; so for every method.</exception>
    public bool Next()
    {
        if (_at == _bytes.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag >> WireTypeBits is 0 or > MaxField)
        {
            throw Malformed("a field number");
        }

        (Field, Type) = ((int)(tag >> WireTypeBits), (WireType)(tag & 0b111));
        return true;
    }

    /// <summary>Goes to the next field of one number that holds bytes, and leaves everything else out.</summary>
    /// <param name="field">The number.</param>
    /// <param name="held">The bytes: those of a message or of a text.</param>
    /// <returns>False when there is none any more.</returns>
    public bool Next(int field, out ReadOnlySpan<byte> held)
    {
        while (Next())
        {
            if (Is(field, WireType.Length))
            {
                held = ReadBytes();
                return true;
            }

            Skip();
        }

        held = default;
        return false;
    }

    /// <summary>Whether the field is this one, written like this: anything else is not ours to know.</summary>
    public readonly bool Is(int field, WireType type) => Field == field && Type == type;

    public ulong ReadVarint()
    {
        const int MaxShift = 63;
        var value = 0UL;
        for (var shift = 0; shift <= MaxShift && _at < _bytes.Length; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed("a number");
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= int.MaxValue ? Take((int)length) : throw Malformed("a length");
    }

    /// <summary>A text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Leaves the value of the field out.</summary>
    public void Skip() => Skip(depth: 0);

    private void Skip(int depth)
    {
        switch (Type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            case WireType.Length:
                ReadBytes();
                break;
            case WireType.StartGroup when depth < MaxGroups:
                SkipGroup(depth);
                break;
            default:
                throw Malformed("a field");
        }
    }

    private void SkipGroup(int depth)
    {
        var group = Field;
        while (Next())
        {
            if (Is(group, WireType.EndGroup))
            {
                return;
            }

            Skip(depth + 1);
        }

        throw Malformed("the end of a group");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _at)
        {
            throw Malformed($"{length} bytes");
        }

        var taken = _bytes.Slice(_at, length);
        _at += length;
        return taken;
    }

    private readonly MalformedOtlpException Malformed(string expected) => new(
        $"Expected {expected} at byte {_at} of a message of {_bytes.Length} bytes, found something else.");
}
