using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Api.Tests.Chaos;

/// <summary>One place of a cluster: a process, replaced when it has ended, and its way to the database.</summary>
internal sealed class ChaosMember : IAsyncDisposable
{
    private const int MaxStarts = 10;
    private const string Defect = "by a defect";
    private const int CauseLength = 2000;

    private readonly (string Key, string Value)[] _settings;
    private readonly List<AgntzClient> _retired = [];
    private AgntzProcess? _process;
    private AgntzClient? _client;

    /// <summary>Prepares a place of a cluster on a database.</summary>
    public ChaosMember(LocalPostgres database, (string Key, string Value)[] settings)
    {
        Proxy = new FreezingProxy(database.EndPoint);
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = Proxy.Port };
        _settings = [("ConnectionStrings__Agntz", connection.ToString()), .. settings];
    }

    /// <summary>All connections of the process to the database.</summary>
    public FreezingProxy Proxy { get; }

    /// <summary>The client of the process; null while it is not to be asked.</summary>
    public AgntzClient? Client => Volatile.Read(ref _client);

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => !_process!.HasExited;

    /// <summary>The output of the process.</summary>
    public string Output => _process!.Output;

    /// <summary>Defects that ended processes had logged, each with its cause.</summary>
    public List<string> Defects { get; } = [];

    /// <summary>Keeps callers away until <see cref="Admit"/>.</summary>
    public AgntzClient Withdraw()
    {
        var client = Interlocked.Exchange(ref _client, null)!;
        _retired.Add(client);
        return client;
    }

    /// <summary>Sends callers to the process again.</summary>
    public void Admit(AgntzClient client)
    {
        _retired.Remove(client);
        Volatile.Write(ref _client, client);
    }

    /// <summary>Starts a process, again and again while it meets no database, as whatever supervises processes does.</summary>
    public async Task StartAsync()
    {
        for (var tries = 1; ; tries++)
        {
            _process = AgntzProcess.Start(null, _settings);
            try
            {
                var address = await _process.WaitUntilListeningAsync();
                Volatile.Write(ref _client, new AgntzClient(address, AgntzApplication.Key));
                return;
            }
            catch (InvalidOperationException) when (tries < MaxStarts)
            {
                await _process.DisposeAsync();
            }
        }
    }

    /// <summary>Kills the process, which callers were kept away from, and starts another.</summary>
    public async Task ReplaceAsync()
    {
        await _process!.KillAsync();
        await RestartAsync();
    }

    /// <summary>Starts another process where one has ended.</summary>
    public async Task RestartAsync()
    {
        NoteDefects();
        await _process!.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Stops the process in the middle of whatever it does.</summary>
    public Task PauseAsync() => _process!.PauseAsync();

    /// <summary>Lets a paused process go on.</summary>
    public Task ContinueAsync() => _process!.ContinueAsync();

    /// <summary>Tells the process to stop.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync() => _process!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _retired.Append(_client).OfType<AgntzClient>())
        {
            client.Dispose();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await Proxy.DisposeAsync();
    }

    private void NoteDefects()
    {
        var output = _process!.Output;
        for (var at = 0; (at = output.IndexOf(Defect, at, StringComparison.Ordinal)) >= 0; at += Defect.Length)
        {
            Defects.Add(output.Substring(at, Math.Min(CauseLength, output.Length - at)));
        }
    }
}
