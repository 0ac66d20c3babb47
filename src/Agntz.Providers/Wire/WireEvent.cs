using System.Text.Json;

namespace Agntz.Providers.Wire;

/// <summary>Event of a streamed answer. Its JSON is valid until the next is read.</summary>
/// <param name="Name">The name it has; null for none.</param>
/// <param name="Json">The value it carries; undefined where it carries something else.</param>
/// <param name="Words">The text it carries instead of JSON; null where it carries JSON.</param>
internal readonly record struct WireEvent(string? Name, JsonElement Json, string? Words)
{
    private const string End = "[DONE]";

    /// <summary>Whether it says that the answer is over.</summary>
    public bool IsEnd => Words == End;

    /// <summary>Whether its name says that it is an error.</summary>
    public bool IsError => Name == EventReader.ErrorName;
}
