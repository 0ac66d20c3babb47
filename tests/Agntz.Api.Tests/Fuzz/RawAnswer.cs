using System.Text;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>An answer as it came.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The bytes of the body; none of a stream, which is left as soon as it has begun.</param>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const int MostShown = 500;

    /// <summary>The content type without its parameters; empty without one.</summary>
    public string MediaType => Headers.GetValueOrDefault("Content-Type", "").Split(';')[0];

    /// <summary>Whether more of it follows for as long as something happens.</summary>
    public bool IsStream => MediaType is "text/event-stream";

    /// <summary>Whether nothing else can be asked on its connection.</summary>
    public bool IsLast => IsStream || Headers.GetValueOrDefault("Connection", "") is "close";

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The beginning of it, for people.</summary>
    public override string ToString() =>
        $"{Status} {MediaType} {Text[..Math.Min(Text.Length, MostShown)]}";
}
