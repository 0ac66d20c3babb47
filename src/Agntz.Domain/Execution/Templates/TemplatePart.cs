namespace Agntz.Domain.Execution.Templates;

/// <summary>A part of a template: a text as it is, a place to be filled, or a block that may be left out.</summary>
internal readonly record struct TemplatePart(string? Text, TemplatePath? Path, TemplateBlock? Block);
