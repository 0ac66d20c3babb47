namespace Agntz.Domain.Agents;

/// <summary>Something wrong with a manifest.</summary>
/// <param name="Level"><c>structural</c> for fields and their types, <c>reference</c> for names out of scope,
/// <c>external</c> for what there is not outside the manifest.</param>
/// <param name="Path">Where, in dots and brackets: <c>steps[0].agent.model.provider</c>; empty for the whole manifest.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record ManifestProblem(string Level, string Path, string Message);
