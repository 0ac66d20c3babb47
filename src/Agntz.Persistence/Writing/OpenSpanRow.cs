namespace Agntz.Persistence.Writing;

/// <summary>A span of an active run that has not ended, as the database has it.</summary>
internal sealed record OpenSpanRow(long SpanId, DateTimeOffset StartedAt, string Kind);
