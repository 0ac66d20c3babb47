using Agntz.Benchmarks.Measuring;
using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Benchmarks.Exporting;

/// <summary>The published service with a database of its own.</summary>
internal sealed class ExportingService : IAsyncDisposable
{
    private readonly PublishedService _service;
    private readonly PostgresDatabase _database;

    private ExportingService(PublishedService service, PostgresDatabase database)
    {
        _service = service;
        _database = database;
    }

    public HttpClient Http => _service.Http;

    /// <param name="published">Where the service is.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="agents">The folder of its agents.</param>
    /// <param name="endpoint">Where it exports to; null when it does not.</param>
    public static async Task<ExportingService> StartAsync(string published, int port, string agents, string? endpoint)
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        (string, string)[] export = endpoint is null
            ? []
            : [("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];
        var service = PublishedService.StartAt(port, published,
        [
            .. export, ("Storage__Provider", "Postgres"), ("ConnectionStrings__Agntz", database.ConnectionString),
            ("Agents__Directory", agents),
        ]);
        await service.WaitUntilHealthyAsync();
        return new ExportingService(service, database);
    }

    /// <summary>Has the database look at what is in its tables, as it does by itself within a minute or two.</summary>
    public async Task TakeStatisticsAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand("ANALYZE");
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }
}
