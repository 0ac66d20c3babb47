using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Health;
using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Secrets;
using Agntz.Domain.Sessions;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Domain.Workers;
using Agntz.Persistence.Compacting;
using Agntz.Persistence.Engines;
using Agntz.Persistence.Engines.Postgres;
using Agntz.Persistence.Engines.Postgres.News;
using Agntz.Persistence.Engines.Sqlite;
using Agntz.Persistence.Erasing;
using Agntz.Persistence.Ingesting;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Queries;
using Agntz.Persistence.Stores;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Agntz.Persistence;

/// <summary>Registers what keeps agents, runs and traces.</summary>
public static class AgntzPersistenceExtensions
{
    /// <summary>
    /// Registers every store port of the domain on the configured database, and the services that migrate it and write
    /// to it. They start in the order of registration: register this before whatever uses it.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Where <see cref="StorageOptions"/> are read from.</param>
    public static IServiceCollection AddAgntzPersistence(
        this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.SectionName))
            .Configure(options => options.ConnectionString ??=
                configuration.GetConnectionString(StorageOptions.ConnectionName))
            .Configure(options => options.LeaseDuration =
                configuration.GetValue(StorageOptions.LeaseKey, options.LeaseDuration))
            .Configure(options => options.Listen = configuration.GetValue<bool?>(StorageOptions.ListenKey))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>();
        // Read as text: a value that is no provider is reported with all else that is wrong, when the host starts.
        var provider = configuration[$"{StorageOptions.SectionName}:{nameof(StorageOptions.Provider)}"];
        if (string.Equals(provider, nameof(StorageProvider.Postgres), StringComparison.OrdinalIgnoreCase))
        {
            services.AddPostgres();
            if (!bool.TryParse(configuration[StorageOptions.ListenKey], out var listens) || listens)
            {
                services.AddCommitNews();
            }
        }
        else
        {
            services.AddSqlite();
        }

        return services.AddStores().AddServices();
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services) => services
        .AddSingleton<PostgresSources>()
        .AddSingleton<IDatabaseFailures>(new DatabaseFailures(PostgresFailures.IsAway))
        .AddSingleton<PostgresContexts>()
        .AddSingleton<IContexts>(provider => provider.GetRequiredService<PostgresContexts>())
        .AddSingleton<IMigration, PostgresMigration>()
        .AddSingleton<IFlushEngine, PostgresFlushEngine>()
        .AddSingleton<IRunLocks, PostgresRunLocks>()
        .AddSingleton<ITraceLocks, PostgresTraceLocks>()
        .AddSingleton<IRunQueue, PostgresRunQueue>()
        .AddSingleton<PostgresWorkerLeases>()
        .AddSingleton<IWorkerLeases>(provider => provider.GetRequiredService<PostgresWorkerLeases>())
        .AddSingleton<IWorkerDeaths>(provider => provider.GetRequiredService<PostgresWorkerLeases>());

    private static IServiceCollection AddCommitNews(this IServiceCollection services) => services
        .AddSingleton<ProcessTag>()
        .AddHostedService<CommitAnnouncer>()
        .AddHostedService<CommitListener>();

    private static IServiceCollection AddSqlite(this IServiceCollection services) => services
        .AddSingleton<SqliteFile>()
        .AddSingleton<SqliteFileLock>()
        .AddSingleton<SqliteWriteGate>()
        .AddSingleton<IDatabaseFailures>(new DatabaseFailures(SqliteFailures.IsAway))
        .AddSingleton<IContexts, SqliteContexts>()
        .AddSingleton<IMigration, SqliteMigration>()
        .AddSingleton<IFlushEngine, SqliteFlushEngine>()
        .AddSingleton<IRunLocks, SqliteRunLocks>()
        .AddSingleton<ITraceLocks, SqliteTraceLocks>()
        .AddSingleton<IRunQueue, SqliteRunQueue>()
        .AddSingleton<SqliteWorkerLeases>()
        .AddSingleton<IWorkerLeases>(provider => provider.GetRequiredService<SqliteWorkerLeases>())
        .AddSingleton<IWorkerDeaths>(provider => provider.GetRequiredService<SqliteWorkerLeases>());

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<IStoreProbe, StoreProbe>()
        .AddSingleton<IOwnerStore, OwnerStore>()
        .AddSingleton<IApiKeyStore, ApiKeyStore>()
        .AddSingleton<ISecretStore, SecretStore>()
        .AddSingleton<IKeyRingStore, KeyRingStore>()
        .AddSingleton<IAgentStore, AgentStore>()
        .AddSingleton<IAgentVersionStore, AgentVersionStore>()
        .AddSingleton<IRunReader, RunReader>()
        .AddSingleton<IRunCanceller, RunCanceller>()
        .AddSingleton<IRunRecovery, RunRecovery>()
        .AddSingleton<IIdempotencyKeys, IdempotencyKeys>()
        .AddSingleton<IDeletions, Deletions>()
        .AddSingleton<IErasure, Erasure>()
        .AddSingleton<IJournalReader, JournalReader>()
        .AddSingleton<ISessionReader, SessionReader>()
        .AddSingleton<ISessionImporter, SessionImporter>()
        .AddSingleton<ILogReader, LogReader>()
        .AddSingleton<ITraceReader, TraceReader>()
        .AddSingleton<IQueueReader, QueueReader>()
        .AddSingleton<ITraceIngestion, TraceIngestion>()
        .AddSingleton<ITraceClosing, TraceClosing>();

    private static IServiceCollection AddServices(this IServiceCollection services) => services
        .AddSingleton<RunSignals>()
        .AddSingleton<CommitInstruments>()
        .AddSingleton<IHostedService>(provider => new DatabaseMigrator(provider.GetRequiredService<IMigration>()))
        .AddSingleton<EndedRuns>()
        .AddSingleton<SegmentCompaction>()
        .AddSingleton<GroupCommitWriter>()
        .AddSingleton<IRunWriter>(provider => provider.GetRequiredService<GroupCommitWriter>())
        .AddSingleton<ICommitProgress>(provider => provider.GetRequiredService<GroupCommitWriter>())
        .AddHostedService(provider => provider.GetRequiredService<GroupCommitWriter>())
        .AddHostedService<SegmentCompactor>();
}
