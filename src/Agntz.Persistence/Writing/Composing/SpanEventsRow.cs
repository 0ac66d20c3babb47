namespace Agntz.Persistence.Writing.Composing;

/// <summary>What has happened within a span by now: all of it.</summary>
internal sealed record SpanEventsRow(long OwnerId, Guid TraceId, long SpanId, string Events);
