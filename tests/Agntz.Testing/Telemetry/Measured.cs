namespace Agntz.Testing.Telemetry;

/// <summary>One value that an instrument took.</summary>
/// <param name="Name">The instrument.</param>
/// <param name="Value">The value.</param>
/// <param name="Tags">Its attributes, as texts, by name.</param>
public sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>One attribute; null when it has none of that name.</summary>
    public string? Tag(string name) => Tags.GetValueOrDefault(name);
}
