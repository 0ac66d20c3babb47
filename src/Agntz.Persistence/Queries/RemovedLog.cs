using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>What can still be told of a run whose log went with its end: how it ended, under the number it had.</summary>
internal static class RemovedLog
{
    public static async Task<LogPage?> ReadEventsAsync(
        AgntzDbContext context, Owner owner, RunId id, long last, CancellationToken cancellationToken)
    {
        var row = await (
            from run in context.Runs
            join payload in context.RunPayloads
                on new { run.OwnerId, RunId = run.Id } equals new { payload.OwnerId, payload.RunId }
            where run.OwnerId == owner.Id && run.Id == id.Value && run.DeletedAt == null
            select new { run.Status, run.Error, run.ErrorCode, payload.Result })
            .SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var ended = RunEvents.EndedWithoutLog(id, row.Status switch
        {
            "completed" => new RunOutcome.Completed(row.Result!),
            "failed" => new RunOutcome.Failed(new RunError(row.Error ?? "", row.ErrorCode ?? "")),
            _ => new RunOutcome.Cancelled(row.Error ?? ""),
        });
        return new LogPage
        {
            Entries = [new LogEntry.Event(last, ended.Type, ended.Number(last))],
            LastSeq = last,
            IsEnded = true,
            IsRemoved = true,
        };
    }
}
