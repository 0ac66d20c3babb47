namespace Agntz.Api.Ingestion.Otlp;

/// <summary>
/// How much an export comes to in memory while it is read. A body needs two bytes for a span, an attribute, a value in
/// a list, an event or a link; what is made of it takes many times that.
/// </summary>
/// <param name="cover">Is told now and then for how many bytes there must be room, and throws where there is none.</param>
internal sealed class OtlpSize(Action<long> cover)
{
    /// <summary>The most spans of one export: more could not be held at once.</summary>
    public const int MaxSpans = 200_000;

    /// <summary>The most attributes, values in lists, events and links of one export.</summary>
    public const int MaxParts = 2_000_000;

    // About what sound senders need in the body: room beside that of the body is asked for by others alone.
    private const int SpanBytes = 128;
    private const int PartBytes = 32;
    private const int Step = 1024;

    private int _spans;
    private int _parts;

    /// <summary>Counts a span.</summary>
    /// <exception cref="MalformedOtlpException">It is one too many.</exception>
    public void AddSpan() => Add(ref _spans, MaxSpans, "spans");

    /// <summary>Counts an attribute, a value in a list, an event or a link.</summary>
    /// <exception cref="MalformedOtlpException">It is one too many.</exception>
    public void AddPart() => Add(ref _parts, MaxParts, "attributes, values, events and links");

    private void Add(ref int count, int most, string what)
    {
        if (++count > most)
        {
            throw new MalformedOtlpException($"Expected at most {most} {what}, found more. Send fewer at a time.");
        }

        if (count % Step == 0)
        {
            cover(((long)_spans * SpanBytes) + ((long)_parts * PartBytes));
        }
    }
}
