using System.Globalization;
using System.Text.RegularExpressions;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Engines.Postgres;
using Agntz.Persistence.Writing.Composing;
using Agntz.Testing.Stores;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Tests.Postgres;

/// <summary>Creating and ending runs of a session costs the same, and locks the same, however many runs wait in it.</summary>
public sealed partial class DeepSessionTests : IAsyncLifetime
{
    private const int Waiting = 300;
    private const int Most = 1000;

    // The newest, the oldest, and the row that is written.
    private const int FewRows = 3;

    private TestStore? _store;
    private Owner? _owner;
    private RunHold? _first;
    private NpgsqlConnection? _other;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync(StorageProvider.Postgres);
        _owner = await _store.NewOwnerAsync();
        _first = await _store.CreateAsync(NewRun(SessionConflict.Enqueue, await _store.NewWorkerAsync()));
        await Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => _store.CreateAsync(NewRun(SessionConflict.Enqueue))));
        _other = await _store.Get<PostgresSources>().Writing.OpenConnectionAsync(Token);
        await ExecuteAsync("SET idle_in_transaction_session_timeout = 0");
        await ExecuteAsync("BEGIN");
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("ROLLBACK");
        await ExecuteAsync("RESET idle_in_transaction_session_timeout");
        await _other!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    [Fact]
    public async Task CreateAndEnd_WhileOthersHoldTheRunsThatWait_DoNotWaitForThem()
    {
        var locked = await ReadAsync(
            "SELECT id::text FROM active_runs WHERE session_place > 2 ORDER BY session_place FOR UPDATE");
        Assert.Equal(Waiting - 1, locked.Count);
        var (last, refused) = (NewRun(SessionConflict.Enqueue), NewRun(SessionConflict.Reject));

        Assert.IsType<RunCreation.Created>(await Store.Get<IRunWriter>().CreateAsync(last, RunSteps.Patience));
        Assert.Equal(
            new RunCreation.SessionBusy(last.Id),
            await Store.Get<IRunWriter>().CreateAsync(refused, RunSteps.Patience));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(_first!).WaitAsync(RunSteps.Patience, Token));

        Assert.Single(await Store.ClaimAsync(await Store.NewWorkerAsync()));
    }

    [Fact]
    public async Task Create_LooksAtTheEndsOfTheQueueAlone()
    {
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE) {SessionHeadCommand.Text}", _other);
        command.Parameters.Add(ArrayParameters.Of<long>(NpgsqlDbType.Bigint, [_owner!.Id]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Text, ["chat"]));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Most });
        command.Parameters.Add(ArrayParameters.Of<Guid>(NpgsqlDbType.Uuid, []));
        command.Parameters.Add(ArrayParameters.Of<long>(NpgsqlDbType.Bigint, []));
        command.Parameters.Add(ArrayParameters.Of<Guid>(NpgsqlDbType.Uuid, []));

        Assert.InRange(RowsRead(await ReadAsync(command)), 1, FewRows);
    }

    [Fact]
    public async Task End_LooksAtTheNextRunAlone()
    {
        var session = long.Parse((await ReadAsync("SELECT id::text FROM sessions"))[0], CultureInfo.InvariantCulture);
        await ExecuteAsync("DELETE FROM active_runs WHERE ready");
        await using var batch = _other!.CreateBatch();
        new PostgresTableWriter(batch).Update(SessionTables.Ready, [new SessionEndRow(_owner!.Id, session)]);
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE) {batch.BatchCommands[0].CommandText}", _other);
        NpgsqlParameter[] parameters = [.. batch.BatchCommands[0].Parameters.Select(parameter => parameter.Clone())];
        command.Parameters.AddRange(parameters);

        var plan = await ReadAsync(command);
        Assert.True(RowsRead(plan) is > 0 and <= FewRows, string.Join('\n', plan));
        Assert.Equal(["1"], await ReadAsync("SELECT count(*)::text FROM active_runs WHERE ready"));
    }

    [Fact]
    public async Task Recover_LooksAtTheNextRunOfEachSessionAlone()
    {
        await ExecuteAsync("DELETE FROM active_runs WHERE ready");
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE) {PostgresRunLocks.Ready}", _other);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 200 });

        // The first of the session, twice, the one that is written, and nothing behind it.
        Assert.InRange(RowsRead(await ReadAsync(command)), 1, 2 * FewRows);
        Assert.Equal(["1"], await ReadAsync("SELECT count(*)::text FROM active_runs WHERE ready"));
    }

    private NewRun NewRun(SessionConflict conflict, Guid? claimFor = null) =>
        Store.NewRun(_owner!, "chat", conflict, claimFor);

    // Of every scan of the table: what it gave, and what it threw away.
    private static int RowsRead(List<string> plan)
    {
        var (rows, inScan) = (0, false);
        foreach (var line in plan)
        {
            if (Node().Match(line) is { Success: true } node)
            {
                inScan = line.Contains("Scan using", StringComparison.Ordinal)
                    && line.Contains(" on active_runs", StringComparison.Ordinal);
                rows += inScan ? Number(node, "rows") * Number(node, "loops") : 0;
            }
            else if (inScan && Removed().Match(line) is { Success: true } removed)
            {
                rows += Number(removed, "rows");
            }
        }

        return rows;
    }

    private static int Number(Match match, string name) =>
        int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(actual time=\S+ rows=(?<rows>\d+) loops=(?<loops>\d+)\)")]
    private static partial Regex Node();

    [GeneratedRegex(@"Rows Removed by Filter: (?<rows>\d+)")]
    private static partial Regex Removed();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _other);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _other);
        return await ReadAsync(command);
    }

    private static async Task<List<string>> ReadAsync(NpgsqlCommand command)
    {
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
