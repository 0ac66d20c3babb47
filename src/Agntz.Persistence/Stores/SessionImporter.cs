using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Sessions;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class SessionImporter(IContexts contexts, IdSource ids, TimeProvider clock) : ISessionImporter
{
    public Task<SessionImportOutcome> ImportAsync(
        Owner owner, IReadOnlyList<SessionImport> sessions, bool mayExist, bool dryRun,
        CancellationToken cancellationToken)
    {
        return contexts.WriteAsync(ImportAsync, cancellationToken);

        async Task<SessionImportOutcome> ImportAsync(AgntzDbContext context)
        {
            var names = sessions.Select(session => session.Id).ToArray();
            var existing = (await context.Sessions
                .Where(session => session.OwnerId == owner.Id && session.DeletedAt == null && names.Contains(session.Name))
                .Select(session => session.Name)
                .ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            if (!mayExist && sessions.FirstOrDefault(session => existing.Contains(session.Id)) is { } taken)
            {
                return new SessionImportOutcome.Exists(taken.Id);
            }

            if (!dryRun)
            {
                foreach (var session in sessions.Where(session => !existing.Contains(session.Id)))
                {
                    Add(context, owner, session);
                }

                await context.SaveChangesAsync(cancellationToken);
            }

            return new SessionImportOutcome.Done(existing);
        }
    }

    private void Add(AgntzDbContext context, Owner owner, SessionImport session)
    {
        var now = clock.GetInstant();
        var row = new SessionRow
        {
            OwnerId = owner.Id,
            Id = ids.NewSessionKey(),
            Name = session.Id,
            AgentId = session.AgentId,
            CreatedAt = session.Messages.Select(message => message.Timestamp).DefaultIfEmpty(now).Min(),
            UpdatedAt = session.Messages.Select(message => message.Timestamp).DefaultIfEmpty(now).Max(),
            MessageCount = session.Messages.Count,
            LastMessage = session.Messages.Count,
        };
        context.Sessions.Add(row);
        context.Messages.AddRange(session.Messages.Select((message, index) => new MessageRow
        {
            OwnerId = owner.Id,
            SessionId = row.Id,
            Id = index + 1,
            Role = message.Role,
            Content = message.Content,
            ToolCalls = message.ToolCalls,
            ToolCallId = message.ToolCallId,
            CreatedAt = message.Timestamp,
        }));
    }
}
