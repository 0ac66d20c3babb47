namespace Agntz.Domain.Execution.Schemas;

/// <summary>One way in which a value breaks its schema.</summary>
/// <param name="Pointer">Where in the value, as a JSON Pointer; empty for the value itself.</param>
/// <param name="Message">What was expected and what was found, for the person who sent the value.</param>
public sealed record SchemaViolation(string Pointer, string Message);
