using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Erasing;

/// <summary>Erases deleted sessions: their messages, and then themselves.</summary>
internal static class DeletedSessions
{
    /// <returns>False when there are none.</returns>
    public static async Task<bool> EraseAsync(AgntzDbContext context, int rows, CancellationToken cancellationToken)
    {
        var session = await context.Sessions
            .Where(session => session.DeletedAt != null)
            .OrderBy(session => session.DeletedAt)
            .Select(session => new { session.OwnerId, session.Id })
            .FirstOrDefaultAsync(cancellationToken);
        if (session is null)
        {
            return false;
        }

        var messages = context.Messages.Where(message =>
            message.OwnerId == session.OwnerId && message.SessionId == session.Id);
        var last = await messages.OrderBy(message => message.Id).Skip(rows - 1)
            .Select(message => (long?)message.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (last is { } until)
        {
            await messages.Where(message => message.Id <= until).ExecuteDeleteAsync(cancellationToken);
            return true;
        }

        await messages.ExecuteDeleteAsync(cancellationToken);
        await context.Sessions
            .Where(it => it.OwnerId == session.OwnerId && it.Id == session.Id)
            .ExecuteDeleteAsync(cancellationToken);
        return true;
    }
}
