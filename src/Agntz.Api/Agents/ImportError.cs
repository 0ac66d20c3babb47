namespace Agntz.Api.Agents;

/// <summary>Something that makes a manifest unusable.</summary>
/// <param name="Level"><c>structural</c> or <c>reference</c>.</param>
/// <param name="Path">Where.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record ImportError(string Level, string Path, string Message);
