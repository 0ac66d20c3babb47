namespace Agntz.Persistence.Writing.Composing;

/// <summary>A session one of whose runs has ended, so that the next may begin.</summary>
internal sealed record SessionEndRow(long OwnerId, long SessionKey);
