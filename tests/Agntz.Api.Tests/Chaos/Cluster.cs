using Agntz.Testing.Http;
using Agntz.Testing.Postgres;

namespace Agntz.Api.Tests.Chaos;

/// <summary>Processes that execute runs on one database, disturbed one after the other.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>The number of processes.</summary>
    public const int Size = 3;

    private readonly ChaosMember[] _members;
    private readonly List<DateTimeOffset> _losses = [];

    /// <summary>Prepares a cluster.</summary>
    /// <param name="database">The database.</param>
    /// <param name="settings">Settings of all processes besides.</param>
    public Cluster(LocalPostgres database, (string Key, string Value)[] settings) =>
        _members = [.. Enumerable.Range(0, Size).Select(_ => new ChaosMember(database,
        [
            ("Storage__Provider", "Postgres"),
            ("Auth__BootstrapApiKey", AgntzApplication.Key),
            ("Worker__LeaseDuration", $"{Lease}"),
            ("Worker__DrainTimeout", $"{DrainTimeout}"),
            .. settings,
        ]))];

    /// <summary>The lease of the processes.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the processes drain.</summary>
    public static TimeSpan DrainTimeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>When a process stopped executing its runs, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Losses => _losses;

    /// <summary>Defects that ended processes had logged, each with its cause.</summary>
    public IEnumerable<string> Defects => _members.SelectMany(member => member.Defects);

    /// <summary>Whether each process runs.</summary>
    public IReadOnlyList<bool> Living => [.. _members.Select(member => member.IsRunning)];

    /// <summary>The output of each process.</summary>
    public IReadOnlyList<string> Outputs => [.. _members.Select(member => member.Output)];

    /// <summary>How many processes answer.</summary>
    public int Alive => _members.Count(member => member.Client is not null);

    /// <summary>Starts all processes: the first migrates and imports, the others find that done.</summary>
    public async Task StartAsync()
    {
        foreach (var member in _members)
        {
            await member.StartAsync();
        }
    }

    /// <summary>A client of one that answers.</summary>
    public AgntzClient Any(int number)
    {
        for (var step = 0; ; step++)
        {
            if (_members[(number + step) % Size].Client is { } client)
            {
                return client;
            }
        }
    }

    /// <summary>A process that answers, the one whose turn it is where it does.</summary>
    public ChaosMember Next(int round) =>
        _members.Skip(round % Size).Concat(_members).First(member => member.Client is not null);

    /// <summary>Notes that a process stops executing its runs now.</summary>
    public void NoteLoss() => _losses.Add(TimeProvider.System.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }
    }
}
