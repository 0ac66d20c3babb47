namespace Agntz.Api.Runs;

/// <summary>A page of runs, newest first, without their inputs and results.</summary>
/// <param name="Rows">The runs.</param>
/// <param name="Cursor">What to send as <c>cursor</c> for the next page; absent when this is the last.</param>
/// <param name="NextCursor">The same as <see cref="Cursor"/>.</param>
public sealed record RunPage(IReadOnlyList<RunResponse> Rows, string? Cursor, string? NextCursor);
