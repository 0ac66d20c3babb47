namespace Agntz.Persistence.Ingesting;

/// <summary>What the failure of a transaction that takes in spans means.</summary>
internal enum IngestionFailure
{
    /// <summary>Somebody else was in the way: the same may go through at once.</summary>
    Contended,

    /// <summary>A row of it will never go through.</summary>
    Refused,

    /// <summary>The database cannot be reached or cannot work now.</summary>
    Unavailable,
}
