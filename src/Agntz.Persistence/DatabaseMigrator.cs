using Microsoft.Extensions.Hosting;

namespace Agntz.Persistence;

/// <summary>
/// Brings the database up to this version before anything else starts; a host that cannot do so does not start.
/// </summary>
public sealed class DatabaseMigrator : IHostedService
{
    private readonly IMigration _migration;

    internal DatabaseMigrator(IMigration migration) => _migration = migration;

    /// <summary>Applies what is missing.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _migration.RunAsync(cancellationToken);

    /// <summary>Does nothing.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
