using System.Text.Json.Serialization;

namespace Agntz.Api.Json;

/// <summary>A JSON value that is text already and goes out as it is.</summary>
/// <param name="Text">The value; never empty.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(string Text);
