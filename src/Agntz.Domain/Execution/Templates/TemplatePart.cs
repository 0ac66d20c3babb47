namespace Agntz.Domain.Execution.Templates;

/// <summary>A part of a template: a text as it is, or a place to be filled.</summary>
internal readonly record struct TemplatePart(string? Text, TemplatePath? Path);
