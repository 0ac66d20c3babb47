namespace Agntz.Persistence.Writing;

/// <summary>What the failure of a flush means.</summary>
internal enum FlushFailure
{
    /// <summary>The same flush will go through: it met another transaction.</summary>
    Repeat,

    /// <summary>A row of it will never go through.</summary>
    Poison,

    /// <summary>The database cannot be reached or cannot work now.</summary>
    Unavailable,
}
