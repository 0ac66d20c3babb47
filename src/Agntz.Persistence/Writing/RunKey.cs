namespace Agntz.Persistence.Writing;

/// <summary>One claim of one run.</summary>
internal readonly record struct RunKey(long OwnerId, Guid Id, long Epoch);
