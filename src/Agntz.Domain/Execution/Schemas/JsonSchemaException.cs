namespace Agntz.Domain.Execution.Schemas;

/// <summary>A definition is not a schema, or uses what the validator does not support.</summary>
/// <param name="pointer">Where in the definition, as a JSON Pointer.</param>
/// <param name="message">What was expected, what was found, and what to write instead.</param>
public sealed class JsonSchemaException(string pointer, string message) : Exception(message)
{
    /// <summary>Where in the definition, as a JSON Pointer.</summary>
    public string Pointer { get; } = pointer;
}
