using Agntz.Domain.Owners;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Model.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class SessionReader(IContexts contexts) : ISessionReader
{
    public async Task<IReadOnlyList<SessionMessage>?> FindAsync(
        Owner owner, string id, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var key = await Shown(context, owner).Where(session => session.Name == id)
            .Select(session => (long?)session.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (key is null)
        {
            return null;
        }

        var messages = await Messages(context, owner, key.Value)
            .OrderBy(message => message.Id)
            .ToListAsync(cancellationToken);
        return [.. messages.Select(ToMessage)];
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
}
