namespace Agntz.Api.Runs;

/// <summary>What is kept of a run.</summary>
/// <param name="Mode">Always <c>session</c>: everything, until its owner deletes it.</param>
public sealed record RetentionResponse(string Mode);
