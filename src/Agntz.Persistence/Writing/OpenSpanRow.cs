namespace Agntz.Persistence.Writing;

/// <summary>A span of an active run that has not ended, as the database has it.</summary>
/// <param name="SpanId">The span.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="HasText">Whether the run's log holds text of it.</param>
internal sealed record OpenSpanRow(long SpanId, DateTimeOffset StartedAt, bool HasText);
