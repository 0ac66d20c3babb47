using Agntz.Testing.Http;
using Agntz.Testing.Postgres;

namespace Agntz.Api.Tests.Chaos;

/// <summary>Processes that execute runs on one database, killed and replaced one after the other.</summary>
/// <param name="database">The database.</param>
/// <param name="settings">What all processes are told besides.</param>
internal sealed class Cluster(LocalPostgres database, (string Key, string Value)[] settings) : IAsyncDisposable
{
    /// <summary>How many processes there are.</summary>
    public const int Size = 3;

    private const int MaxStarts = 10;
    private const string Defect = "by a defect";
    private const int CauseLength = 2000;

    private readonly AgntzProcess[] _processes = new AgntzProcess[Size];
    private readonly AgntzClient?[] _clients = new AgntzClient?[Size];
    private readonly List<AgntzClient> _retired = [];
    private readonly List<DateTimeOffset> _kills = [];
    private readonly List<string> _defects = [];

    /// <summary>When processes were killed, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Kills => _kills;

    /// <summary>What processes that were killed had logged of defects, each with its cause.</summary>
    public IReadOnlyList<string> Defects => _defects;

    /// <summary>Of each process whether it runs.</summary>
    public IReadOnlyList<bool> Living => [.. _processes.Select(process => !process.HasExited)];

    /// <summary>What each process has printed.</summary>
    public IReadOnlyList<string> Outputs => [.. _processes.Select(process => process.Output)];

    /// <summary>How many processes answer.</summary>
    public int Alive => _clients.Count(client => client is not null);

    /// <summary>Starts all of them.</summary>
    public async Task StartAsync()
    {
        // The first migrates and imports; the others find it done.
        for (var index = 0; index < Size; index++)
        {
            await StartAsync(index);
        }
    }

    /// <summary>One of those that live.</summary>
    public AgntzClient Any(int number)
    {
        for (var step = 0; ; step++)
        {
            if (Volatile.Read(ref _clients[(number + step) % Size]) is { } client)
            {
                return client;
            }
        }
    }

    /// <summary>Kills one process that answers and starts another in its place.</summary>
    public async Task ReplaceAsync()
    {
        var index = Array.FindIndex(_clients, _kills.Count % Size, client => client is not null);
        index = index < 0 ? Array.FindIndex(_clients, client => client is not null) : index;
        lock (_retired)
        {
            _retired.Add(Interlocked.Exchange(ref _clients[index], null)!);
        }

        _kills.Add(TimeProvider.System.GetUtcNow());
        await _processes[index].KillAsync();
        NoteDefects(_processes[index].Output);
        await _processes[index].DisposeAsync();
        await StartAsync(index);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.OfType<AgntzClient>().Concat(_retired))
        {
            client.Dispose();
        }

        foreach (var process in _processes.Where(process => process is not null))
        {
            await process.DisposeAsync();
        }
    }

    private void NoteDefects(string output)
    {
        for (var at = 0; (at = output.IndexOf(Defect, at, StringComparison.Ordinal)) >= 0; at += Defect.Length)
        {
            _defects.Add(output.Substring(at, Math.Min(CauseLength, output.Length - at)));
        }
    }

    // As whatever supervises processes does: one that meets no database when it starts ends, and is started again.
    private async Task StartAsync(int index)
    {
        for (var tries = 1; ; tries++)
        {
            _processes[index] = Start();
            try
            {
                var address = await _processes[index].WaitUntilListeningAsync();
                Volatile.Write(ref _clients[index], new AgntzClient(address, AgntzApplication.Key));
                return;
            }
            catch (InvalidOperationException) when (tries < MaxStarts)
            {
                await _processes[index].DisposeAsync();
            }
        }
    }

    private AgntzProcess Start() => AgntzProcess.Start(null,
    [
        ("Storage__Provider", "Postgres"),
        ("ConnectionStrings__Agntz", database.ConnectionString),
        ("Auth__BootstrapApiKey", AgntzApplication.Key),
        ("Worker__LeaseDuration", "00:00:02"),
        .. settings,
    ]);
}
