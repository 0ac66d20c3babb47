using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Domain.Time;

namespace Agntz.Domain.Traces;

/// <summary>What happens within spans, as the wire shows it: a JSON array of <c>name</c> and <c>timestamp</c>.</summary>
public static class SpanEvents
{
    /// <summary>Another worker went on with the work, after the one that had begun it was lost or let it go.</summary>
    public const string Resumed = "agntz.resumed";

    /// <summary>The events with one more at their end.</summary>
    /// <param name="events">What has happened before: one JSON array as text.</param>
    /// <param name="name">What happens now.</param>
    /// <param name="at">When.</param>
    public static string Append(string events, string name, DateTimeOffset at) =>
        JsonText.Write((events, name, at), static (writer, it) =>
        {
            writer.WriteStartArray();
            foreach (var before in JsonElement.Parse(it.events).EnumerateArray())
            {
                before.WriteTo(writer);
            }

            writer.WriteStartObject();
            writer.WriteString("name", it.name);
            writer.WriteString("timestamp", it.at.ToIso());
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
}
