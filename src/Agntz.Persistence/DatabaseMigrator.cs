using Microsoft.Extensions.Hosting;

namespace Agntz.Persistence;

/// <summary>
/// Brings the database up to this version before anything else starts; a host that cannot do so does not start.
/// </summary>
public sealed class DatabaseMigrator : IHostedService
{
    private readonly IMigration _migration;
    private Task? _applied;

    internal DatabaseMigrator(IMigration migration) => _migration = migration;

    /// <summary>Applies what is missing, once: a host does not do again what was done before it started.</summary>
    /// <exception cref="InvalidOperationException">The database cannot be reached, or is in use; the message says what to do.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _applied ??= _migration.RunAsync(cancellationToken);

    /// <summary>Does nothing.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
