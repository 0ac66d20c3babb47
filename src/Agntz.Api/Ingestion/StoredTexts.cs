using System.Text.Json;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Json;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;

namespace Agntz.Api.Ingestion;

/// <summary>Writes what is known of a span as it is stored and shown.</summary>
internal static class StoredTexts
{
    private const int MostOfOurs = 4;
    private const string ScopeVersion = "otel.scope.version";

    /// <summary>
    /// The attributes as one JSON object: the span's own, then those of its sender that the span has not itself. A value
    /// of more than <see cref="SpanLimits.MaxValueBytes"/> is cut, and a flag says so.
    /// </summary>
    /// <param name="span">The span.</param>
    /// <param name="isRead">Which of its own are left out: those that have become something else.</param>
    public static string Attributes(OtlpSpan span, Func<string, bool> isRead) =>
        JsonText.WriteObject((span, isRead), static (writer, it) =>
        {
            var names = new HashSet<string>(
                it.span.Attributes.Count + it.span.Scope.Resource.Count + MostOfOurs, StringComparer.Ordinal);
            var isCut = Write(writer, names, it.span.Attributes.Where(attribute => !it.isRead(attribute.Key)));
            isCut |= Write(writer, names, it.span.Scope.Resource);
            WriteText(writer, names, SpanAttributes.Scope, it.span.Scope.Name);
            if (it.span.Scope.Version.Length > 0)
            {
                WriteText(writer, names, ScopeVersion, it.span.Scope.Version);
            }

            if (it.span.Links.Count > 0 && names.Add(SpanAttributes.Links))
            {
                WriteLinks(writer, it.span.Links);
            }

            if (isCut && names.Add(SpanAttributes.Truncated))
            {
                writer.WriteBoolean(SpanAttributes.Truncated, true);
            }
        });

    /// <summary>What happened within, as one JSON array.</summary>
    public static string Events(OtlpSpan span) => span.Events.Count == 0
        ? "[]"
        : JsonText.Write(span.Events, static (writer, events) =>
        {
            writer.WriteStartArray();
            foreach (var happened in events)
            {
                writer.WriteStartObject();
                writer.WriteString("name", happened.Name);
                writer.WriteString("timestamp", OtlpTime.Instant(happened.UnixNano).ToIso());
                WriteAttributes(writer, happened.Attributes);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    private static void WriteLinks(Utf8JsonWriter writer, IReadOnlyList<OtlpLink> links)
    {
        writer.WriteStartArray(SpanAttributes.Links);
        foreach (var link in links)
        {
            writer.WriteStartObject();
            writer.WriteString("traceId", Convert.ToHexStringLower(link.TraceId));
            writer.WriteString("spanId", Convert.ToHexStringLower(link.SpanId));
            WriteAttributes(writer, link.Attributes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, IReadOnlyList<OtlpAttribute> attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("attributes");
        if (Write(writer, new HashSet<string>(StringComparer.Ordinal), attributes))
        {
            writer.WriteBoolean(SpanAttributes.Truncated, true);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, HashSet<string> names, string name, string value)
    {
        if (names.Add(name))
        {
            writer.WriteString(name, value);
        }
    }

    /// <returns>Whether one was cut.</returns>
    private static bool Write(
        Utf8JsonWriter writer, HashSet<string> names, IEnumerable<OtlpAttribute> attributes)
    {
        var isCut = false;
        foreach (var (name, value) in attributes)
        {
            if (names.Add(name))
            {
                var stored = value.ToStored();
                writer.WritePropertyName(name);
                stored.WriteTo(writer);
                isCut |= stored is OtlpValue.Text { IsCut: true };
            }
        }

        return isCut;
    }
}
