namespace Agntz.Domain.Yaml;

/// <summary>A text is not YAML, or uses a part of YAML that is refused here.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column, from 1.</param>
/// <param name="message">What was expected and what was found.</param>
public sealed class YamlFormatException(long line, long column, string message)
    : Exception($"line {line}, column {column}: {message}");
