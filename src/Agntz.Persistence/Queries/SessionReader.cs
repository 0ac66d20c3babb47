using System.Runtime.CompilerServices;
using Agntz.Domain.Owners;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Model.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class SessionReader(IContexts contexts) : ISessionReader
{
    private const long PieceBytes = 64 * 1024;
    private const int PieceRows = 256;

    public async Task<IAsyncEnumerable<SessionMessage>?> OpenAsync(
        Owner owner, string id, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var key = await Shown(context, owner).Where(session => session.Name == id)
            .Select(session => (long?)session.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (key is not { } session)
        {
            return null;
        }

        var places = await context.Database
            .SqlQueryRaw<Place>(Statement(context.StoredBytes), owner.Id, session)
            .ToListAsync(cancellationToken);
        return ReadAsync(owner, session, places, CancellationToken.None);
    }

    public async Task<SessionPage> ListAsync(Owner owner, SessionQuery query, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var sessions = Shown(context, owner);
        if (query.AgentId is { } agent)
        {
            sessions = sessions.Where(session => session.AgentId == agent);
        }

        if (query.After is { } at)
        {
            sessions = sessions.Where(session =>
                session.UpdatedAt <= at.UpdatedAt && (session.UpdatedAt < at.UpdatedAt || session.Id < at.Key));
        }

        var rows = await sessions
            .OrderByDescending(session => session.UpdatedAt).ThenByDescending(session => session.Id)
            .Take(query.Limit + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        return new SessionPage(
            [.. page.Select(ToSummary)],
            rows.Count > page.Count ? new SessionCursor(page[^1].UpdatedAt, page[^1].Id) : null);
    }

    public async Task<IReadOnlyList<SessionMessage>> ReadLastAsync(
        Owner owner, RunSession session, int count, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var last = await Messages(context, owner, session.Key)
            .Where(_ => !context.Sessions.Any(it =>
                it.OwnerId == owner.Id && it.Id == session.Key && it.DeletedAt != null))
            .OrderByDescending(message => message.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
        return [.. last.Select(ToMessage).Reverse()];
    }

    private static string Statement(string bytes) =>
        $$"""
        SELECT id, COALESCE({{bytes}}(content), 0) + COALESCE({{bytes}}(tool_calls), 0) AS bytes
        FROM messages WHERE owner_id = {0} AND session_id = {1} ORDER BY id
        """;

    private async IAsyncEnumerable<SessionMessage> ReadAsync(
        Owner owner, long session, List<Place> places, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = 0; at < places.Count;)
        {
            var count = Pieces.Length(places, at, place => place.Bytes, PieceBytes, PieceRows);
            var (first, last) = (places[at].Id, places[at + count - 1].Id);
            var messages = await ReadAsync(owner, session, first, last, cancellationToken);
            if (messages.Count < count)
            {
                throw new InvalidOperationException("Messages of a session are gone that were there when it was begun to be read.");
            }

            foreach (var message in messages)
            {
                yield return ToMessage(message);
            }

            at += count;
        }
    }

    private async Task<List<MessageRow>> ReadAsync(
        Owner owner, long session, long first, long last, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await Messages(context, owner, session)
            .Where(message => message.Id >= first && message.Id <= last)
            .OrderBy(message => message.Id)
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<SessionRow> Shown(AgntzDbContext context, Owner owner) =>
        context.Sessions.Where(session => session.OwnerId == owner.Id && session.DeletedAt == null);

    private static IQueryable<MessageRow> Messages(AgntzDbContext context, Owner owner, long session) =>
        context.Messages.Where(message => message.OwnerId == owner.Id && message.SessionId == session);

    private static SessionMessage ToMessage(MessageRow row) => new()
    {
        Role = row.Role,
        Content = row.Content,
        Timestamp = row.CreatedAt,
        ToolCalls = row.ToolCalls,
        ToolCallId = row.ToolCallId,
    };

    private static SessionSummary ToSummary(SessionRow row) => new()
    {
        Id = row.Name,
        AgentId = row.AgentId,
        MessageCount = row.MessageCount,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    private sealed record Place(long Id, long Bytes);
}
