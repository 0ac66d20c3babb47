using System.Text;
using System.Text.Json;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Makes bodies: right ones, ones with odd places, and ones that are no JSON in the first place.</summary>
internal sealed class FuzzedBody(KnownNames names)
{
    private const int MoreThanIsRead = (4 * 1024 * 1024) + 1;

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private static readonly byte[][] Broken =
    [
        [0xFF], [0x80], [0x00], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF],
        [0xF4, 0x90, 0x80, 0x80],
    ];

    /// <summary>A body for a route.</summary>
    public byte[] Make(IReadOnlyList<JsonElement> examples, Random random)
    {
        var example = examples.Count > 0 ? examples[random.Next(examples.Count)] : Nothing;
        var kind = random.Next(100);
        var text = new FuzzedJson(random, names, kind < 30 ? 0 : random.Next(1, 25)).Write(example);
        return kind < 80 ? Encoding.UTF8.GetBytes(text) : Break(text, random);
    }

    private static byte[] Break(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(12) switch
        {
            0 => [],
            1 => bytes[..random.Next(bytes.Length + 1)],
            2 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            3 => Encoding.BigEndianUnicode.GetBytes(text),
            4 => Encoding.UTF32.GetBytes(text),
            5 => [.. Encoding.UTF8.Preamble, .. bytes],
            6 => Encoding.UTF8.GetBytes(new string('[', 10_000)),
            7 => [.. bytes, .. bytes],
            8 => Flip(bytes, random),
            9 => random.Next(40) == 0 ? new byte[MoreThanIsRead] : [.. "\n\r\t "u8, .. bytes, .. " \n"u8],
            10 => Enumerable.Range(0, random.Next(200)).Select(_ => (byte)random.Next(256)).ToArray(),
            _ => Insert(bytes, random),
        };
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        for (var flips = random.Next(1, 4); flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private static byte[] Insert(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. Broken[random.Next(Broken.Length)], .. bytes[at..]];
    }
}
