using Microsoft.Extensions.Options;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// The ways to the database: one for the writer, one for signs of life, one for who listens or migrates, one for
/// everybody else. All connections of a worker carry its incarnation, so that others can end what it holds.
/// </summary>
internal sealed class PostgresSources : IAsyncDisposable
{
    private readonly PoolerProbe _probe;
    private readonly Lazy<PostgresSource> _reading;
    private readonly Lazy<PostgresSource> _writing;
    private readonly Lazy<PostgresSource> _leases;
    private readonly Lazy<PostgresSource> _dedicated;
    private bool? _isPooled;
    private string _incarnation = "";

    public PostgresSources(IOptions<StorageOptions> options)
    {
        var storage = options.Value;
        _probe = new PoolerProbe(storage);
        _isPooled = storage.Pooler;
        _reading = Lazily(connections => connections.ForReading());
        _writing = Lazily(connections => connections.ForWriting());
        _leases = Lazily(connections => connections.ForLeases());
        _dedicated = Lazily(connections => connections.ForListening());

        Lazy<PostgresSource> Lazily(Func<PostgresConnections, PostgresSource> make) => new(
            () => make(new PostgresConnections(storage, IsPooled, () => Volatile.Read(ref _incarnation))));
    }

    /// <summary>
    /// Whether the connections lead to a pooler that keeps no sessions, such as PgBouncer in transaction mode.
    /// </summary>
    public bool IsPooled => _isPooled ?? throw new InvalidOperationException(
        $"Nobody knows yet how the database is reached: {nameof(LookAsync)} comes before everything else.");

    /// <summary>For reads and for rare writes.</summary>
    public PostgresSource Reading => _reading.Value;

    /// <summary>For the writer, and for whatever locks runs.</summary>
    public PostgresSource Writing => _writing.Value;

    /// <summary>For signs of life, which may not wait behind anything else.</summary>
    public PostgresSource Leases => _leases.Value;

    /// <summary>
    /// For a connection that hears what others say, or migrates: it notices by itself when it is broken, and what it
    /// holds goes with it.
    /// </summary>
    public PostgresSource Dedicated => _dedicated.Value;

    /// <summary>Finds out to what the connections lead, where nobody has said so. Comes before anything else.</summary>
    public async Task LookAsync(CancellationToken cancellationToken) =>
        _isPooled ??= await _probe.FindsPoolerAsync(cancellationToken);

    /// <summary>
    /// Goes on as a worker: every connection that is opened from now on carries the incarnation, and those that are open
    /// are let go.
    /// </summary>
    public void Become(Guid incarnation)
    {
        Volatile.Write(ref _incarnation, incarnation.ToString("N"));
        foreach (var source in (Lazy<PostgresSource>[])[_reading, _writing, _leases])
        {
            if (source.IsValueCreated)
            {
                source.Value.Connections.Clear();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in (Lazy<PostgresSource>[])[_reading, _writing, _leases, _dedicated])
        {
            if (source.IsValueCreated)
            {
                await source.Value.DisposeAsync();
            }
        }
    }
}
