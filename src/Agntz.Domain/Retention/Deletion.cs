namespace Agntz.Domain.Retention;

/// <summary>What became of a request to delete something.</summary>
public enum Deletion
{
    /// <summary>It is gone: nobody finds it any more.</summary>
    Deleted,

    /// <summary>Its run is active; nothing was changed.</summary>
    Active,

    /// <summary>The owner has nothing of this id, or not any more.</summary>
    Unknown,
}
