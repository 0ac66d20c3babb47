using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Reads the answers to <see cref="FlushOpeningCommands"/>.</summary>
internal static class FlushOpeningReader
{
    public static async Task<FlushOpening> ReadAsync(
        NpgsqlDataReader reader, FlushQuestions questions, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return new FlushOpening { AlreadyCommitted = true };
        }

        var keys = new Dictionary<(long OwnerId, string Key), KeyedRun>();
        if (questions.Keys.Count > 0)
        {
            await reader.NextResultAsync(cancellationToken);
            keys = await KeyCommands.ReadAsync(reader, cancellationToken);
        }

        var sessions = new List<LockedSession>();
        if (FlushOpeningCommands.NeedsSessions(questions))
        {
            await reader.NextResultAsync(cancellationToken);
            sessions = await SessionCommands.ReadAsync(reader, questions, cancellationToken);
        }

        var heads = new Dictionary<(long OwnerId, long Key), SessionHead>();
        if (questions.InSessions.Count > 0)
        {
            await reader.NextResultAsync(cancellationToken);
            heads = await SessionHeadCommand.ReadAsync(reader, cancellationToken);
        }

        var workers = await ReadWorkersAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var runs = await LockedRunColumns.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return new FlushOpening
        {
            AlreadyCommitted = false,
            Keys = keys,
            Sessions = sessions,
            Heads = heads,
            LiveWorkers = workers,
            Runs = runs.ToDictionary(run => run.Key),
            OpenSpans = await OpenSpansCommand.ReadAsync(reader, cancellationToken),
        };
    }

    private static async Task<Dictionary<Guid, DateTimeOffset>> ReadWorkersAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var workers = new Dictionary<Guid, DateTimeOffset>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            workers.Add(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1));
        }

        return workers;
    }
}
