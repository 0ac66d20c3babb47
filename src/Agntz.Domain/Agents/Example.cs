namespace Agntz.Domain.Agents;

/// <summary>One exchange that shows a model what is wanted.</summary>
/// <param name="Input">What a user says; never empty.</param>
/// <param name="Output">What the model should answer; never empty.</param>
public sealed record Example(string Input, string Output);
