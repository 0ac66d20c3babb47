namespace Agntz.Persistence;

/// <summary>Brings the database up to this version. Safe when several processes begin at once.</summary>
internal interface IMigration
{
    /// <summary>Applies what is missing; does nothing to a database that is up to date.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
