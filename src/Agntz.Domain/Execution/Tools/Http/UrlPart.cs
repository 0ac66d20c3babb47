using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>A part of a URL: a text as it is, a place of the state, or a placeholder the caller fills.</summary>
internal readonly record struct UrlPart(string? Text, Template? Place, string? Placeholder, bool IsOptional);
