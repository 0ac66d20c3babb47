namespace Agntz.Api.Traces;

/// <summary>A page of traces, newest first.</summary>
/// <param name="Rows">The traces.</param>
/// <param name="Cursor">What to send as <c>cursor</c> for the next page; absent when this is the last.</param>
/// <param name="NextCursor">The same as <see cref="Cursor"/>.</param>
public sealed record TracePage(IReadOnlyList<TraceSummaryResponse> Rows, string? Cursor, string? NextCursor);
