using System.Text.Json;

namespace Agntz.Testing.Mcp;

/// <summary>A call a <see cref="FakeMcp"/> received.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Arguments">What it was called with, as JSON.</param>
/// <param name="Meta">What came along with it.</param>
public sealed record FakeMcpCall(string Tool, string Arguments, JsonElement Meta);
