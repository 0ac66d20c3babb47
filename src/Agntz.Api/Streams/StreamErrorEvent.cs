namespace Agntz.Api.Streams;

/// <summary>A stream cannot go on; its last event.</summary>
/// <param name="Error">Why, and what to do.</param>
public sealed record StreamErrorEvent(string Error);
