using Agntz.Domain.Owners;
using Agntz.Persistence;
using Agntz.Testing.Stores;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agntz.Testing.Http;

/// <summary>The whole service on real Kestrel at a free loopback port, on a fresh database.</summary>
public sealed class AgntzApplication : IAsyncDisposable
{
    /// <summary>The key that lets its client in.</summary>
    public const string Key = "ar_live_test-key-0123456789";

    private readonly Factory _factory;
    private readonly StoreLocation? _owned;

    private AgntzApplication(Factory factory, StoreLocation location, StoreLocation? owned)
    {
        _factory = factory;
        Location = location;
        _owned = owned;
        Address = new Uri(factory.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First());
        Api = new AgntzClient(Address, Key);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Speaks to it as the owner <c>local</c>.</summary>
    public AgntzClient Api { get; }

    /// <summary>Where it keeps everything.</summary>
    public StoreLocation Location { get; }

    /// <summary>What was logged.</summary>
    public CapturedLogs Logs => _factory.Logs;

    /// <summary>Starts one on a database of its own, which goes with it.</summary>
    public static async Task<AgntzApplication> StartAsync(
        StorageProvider provider = StorageProvider.Memory, params (string Key, string Value)[] settings)
    {
        var location = await StoreLocation.CreateAsync(provider);
        return Start(location, location, null, settings);
    }

    /// <summary>Starts one whose time goes as the test says.</summary>
    public static async Task<AgntzApplication> StartAsync(
        TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var location = await StoreLocation.CreateAsync(StorageProvider.Memory);
        return Start(location, location, clock, settings);
    }

    /// <summary>Starts one with services of the test beside its own.</summary>
    public static async Task<AgntzApplication> StartAsync(
        Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        var location = await StoreLocation.CreateAsync(StorageProvider.Memory);
        return Start(location, location, null, settings, services);
    }

    /// <summary>Starts one more replica on a database that belongs to somebody else.</summary>
    public static AgntzApplication Start(StoreLocation location, params (string Key, string Value)[] settings) =>
        Start(location, null, null, settings);

    /// <summary>Starts one more replica with services of the test in place of its own.</summary>
    public static AgntzApplication Start(
        StoreLocation location, Action<IServiceCollection> services, params (string Key, string Value)[] settings) =>
        Start(location, null, null, settings, services);

    /// <summary>Starts one more replica whose time goes as the test says.</summary>
    public static AgntzApplication Start(
        StoreLocation location, TimeProvider clock, params (string Key, string Value)[] settings) =>
        Start(location, null, clock, settings);

    /// <summary>Makes somebody else known, with a key of their own.</summary>
    /// <param name="subject">Who it is.</param>
    /// <returns>Speaks to it as they do; its caller disposes it.</returns>
    public async Task<AgntzClient> JoinAsync(string subject)
    {
        var key = ApiKey.Create();
        var owner = await Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, subject, CancellationToken.None);
        await Get<IApiKeyStore>().AddAsync(owner, key, "test", expiresAt: null, CancellationToken.None);
        return new AgntzClient(Address, key.Value);
    }

    /// <summary>One of its services.</summary>
    public T Get<T>()
        where T : notnull => _factory.Services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _factory.DisposeAsync();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }

    private static AgntzApplication Start(
        StoreLocation location, StoreLocation? owned, TimeProvider? clock, (string Key, string Value)[] settings,
        Action<IServiceCollection>? services = null)
    {
        var factory = new Factory(clock, services, [
            .. location.Settings().Where(it => it.Value is not null).Select(it => (it.Key, it.Value!)),
            ("Auth:BootstrapApiKey", Key),
            .. settings]);
        factory.UseKestrel(0);
        factory.StartServer();
        return new AgntzApplication(factory, location, owned);
    }

    private sealed class Factory(
        TimeProvider? clock, Action<IServiceCollection>? services, (string Key, string Value)[] settings)
        : WebApplicationFactory<Program>
    {
        public CapturedLogs Logs { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseContentRoot(AppContext.BaseDirectory);
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
            builder.ConfigureServices(ours =>
            {
                if (clock is not null)
                {
                    ours.AddSingleton(clock);
                }

                services?.Invoke(ours);
            });
        }
    }
}
