namespace Agntz.Domain.Health;

/// <summary>Looks at the database from outside. For operators: it says nothing of any owner.</summary>
public interface IStoreProbe
{
    /// <summary>
    /// Reads from the database and writes to it once, for as long as the token allows. Never fails: that is an answer as
    /// well.
    /// </summary>
    Task<StoreState> LookAsync(CancellationToken cancellationToken);
}
