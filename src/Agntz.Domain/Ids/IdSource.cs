using System.Buffers.Binary;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Ids;

/// <summary>Makes the ids of a process from its clock and its randomness. Safe for concurrent callers.</summary>
/// <param name="clock">The time that leads run ids.</param>
/// <param name="random">Must be safe for concurrent callers, as <see cref="Random.Shared"/> is.</param>
public sealed class IdSource(TimeProvider clock, Random random)
{
    /// <summary>A new run id: the first 48 bits are the clock's milliseconds, the rest is random.</summary>
    public RunId NewRunId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)milliseconds);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new RunId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>A new span id.</summary>
    public SpanId NewSpanId() => new((ulong)random.NextInt64(1, long.MaxValue));

    /// <summary>A new number of a session.</summary>
    public long NewSessionKey() => random.NextInt64(1, long.MaxValue);

    /// <summary>A new name of a session, for a caller who gave none.</summary>
    public string NewSessionId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return $"sess_{Convert.ToHexStringLower(bytes)}";
    }

    /// <summary>A new id of something else: a process start, an API key.</summary>
    public Guid NewGuid() => NewRunId().Value;
}
