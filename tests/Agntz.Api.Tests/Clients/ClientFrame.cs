using System.Text.Json;

namespace Agntz.Api.Tests.Clients;

/// <summary>One event as a client gets it.</summary>
internal sealed record ClientFrame(string Name, long? Id, JsonElement Data)
{
    /// <summary>A text of the data.</summary>
    public string? Text(string name) => Data.GetProperty(name).GetString();
}
