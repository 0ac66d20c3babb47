using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agntz.Testing.Stores;

/// <summary>Every store port on a fresh database of one engine, with its writer running.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly StoreLocation? _owned;
    private int _owners;

    private TestStore(IHost host, CapturedLogs logs, StoreLocation location, StoreLocation? owned)
    {
        _host = host;
        Logs = logs;
        Location = location;
        _owned = owned;
    }

    /// <summary>Where it keeps everything.</summary>
    public StoreLocation Location { get; }

    /// <summary>What was logged.</summary>
    public CapturedLogs Logs { get; }

    /// <summary>Starts one on a database of its own, which goes with it.</summary>
    public static async Task<TestStore> StartAsync(StorageProvider provider, TimeProvider? clock = null)
    {
        var location = await StoreLocation.CreateAsync(provider);
        return await StartAsync(location, location, clock, []);
    }

    /// <summary>Starts one more process on a database that belongs to somebody else.</summary>
    public static Task<TestStore> StartAsync(
        StoreLocation location, TimeProvider? clock = null, params (string Key, string Value)[] settings) =>
        StartAsync(location, null, clock, settings);

    /// <summary>Starts one with other services than the product's own, on a database of its own.</summary>
    public static async Task<TestStore> StartAsync(
        StorageProvider provider, Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var location = await StoreLocation.CreateAsync(provider);
        return await StartAsync(location, location, null, settings, configure);
    }

    /// <summary>Stops the writer and everything else that runs, as the end of the process does.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    /// <summary>Brings a database up to this version and leaves nothing else in it: nothing is started.</summary>
    public static async Task MigrateAsync(StoreLocation location)
    {
        await using var host = (IAsyncDisposable)Build(location, new CapturedLogs(), null, [], null);
        await ((IHost)host).Services.GetServices<IHostedService>().OfType<DatabaseMigrator>().Single()
            .StartAsync(CancellationToken.None);
    }

    /// <summary>One of its services.</summary>
    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>An owner nobody else has.</summary>
    public Task<Owner> NewOwnerAsync() =>
        Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, $"user-{Interlocked.Increment(ref _owners)}-{Guid.NewGuid():N}",
            CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }

    private static async Task<TestStore> StartAsync(
        StoreLocation location, StoreLocation? owned, TimeProvider? clock, (string Key, string Value)[] settings,
        Action<IServiceCollection>? configure = null)
    {
        var logs = new CapturedLogs();
        var host = Build(location, logs, clock, settings, configure);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new TestStore(host, logs, location, owned);
    }

    private static IHost Build(
        StoreLocation location, CapturedLogs logs, TimeProvider? clock, (string Key, string Value)[] settings,
        Action<IServiceCollection>? configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(location.Settings());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(it => it.Key, it => (string?)it.Value));
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs);
        builder.Services
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>(), Random.Shared))
            .AddAgntzPersistence(builder.Configuration);
        configure?.Invoke(builder.Services);
        return builder.Build();
    }
}
