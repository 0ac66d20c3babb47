namespace Agntz.Persistence.Writing.Composing;

/// <summary>The cancellation of an active run.</summary>
internal sealed record CancelRequestRow(long OwnerId, Guid Id, DateTimeOffset RequestedAt, string Mode, string Reason);
