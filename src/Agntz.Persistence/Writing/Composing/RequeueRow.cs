namespace Agntz.Persistence.Writing.Composing;

/// <summary>An active run that goes back to the queue.</summary>
internal sealed record RequeueRow(long OwnerId, Guid Id, int Losses);
