using System.Text.Json;

namespace Agntz.Testing.OpenAi;

/// <summary>What a client asked.</summary>
/// <param name="Authorization">The header.</param>
/// <param name="Body">The body.</param>
public sealed record FakeRequest(string? Authorization, JsonElement Body)
{
    /// <summary>Where the call belongs; null when the caller does not say.</summary>
    public string? TraceParent { get; init; }
}
