using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Agntz.Testing.Http;

/// <summary>One event of a stream.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number; null when it has none.</param>
/// <param name="Data">Its data, byte for byte.</param>
public sealed record StreamedEvent(string Name, long? Id, string Data)
{
    /// <summary>The data.</summary>
    public JsonElement Json => JsonElement.Parse(Data);

    /// <summary>One text of the data.</summary>
    public string? Text(string name) => Json.GetProperty(name).GetString();

    internal static StreamedEvent Of(SseItem<string> item) => new(
        item.EventType,
        item.EventId is { Length: > 0 } id ? long.Parse(id, CultureInfo.InvariantCulture) : null,
        item.Data);
}
