using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>How far many logs have come, each found by its key.</summary>
internal static class HeadsOfLogs
{
    public static async Task<IReadOnlyDictionary<LogName, LogHeads>> ReadAsync(
        AgntzDbContext context, IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken)
    {
        var owners = logs.Select(log => log.OwnerId).Distinct().ToArray();
        var ids = logs.Select(log => log.Run.Value).Distinct().ToArray();
        var rows = await (
            from trace in context.Traces
            where owners.Contains(trace.OwnerId) && ids.Contains(trace.Id) && trace.DeletedAt == null
            join run in context.Runs on new { trace.OwnerId, trace.Id } equals new { run.OwnerId, run.Id } into runs
            from run in runs.DefaultIfEmpty()
            join active in context.ActiveRuns
                on new { trace.OwnerId, trace.Id } equals new { active.OwnerId, active.Id } into actives
            from active in actives.DefaultIfEmpty()
            join open in context.OpenTraces
                on new { trace.OwnerId, trace.Id } equals new { open.OwnerId, open.Id } into opens
            from open in opens.DefaultIfEmpty()
            select new
            {
                trace.OwnerId,
                trace.Id,
                LastEvent = run == null ? null : run.LastEventSeq,
                ActiveEvent = active == null ? null : (long?)active.EventSeq,
                trace.DoneSeq,
                ActiveSpan = active == null ? null : (long?)active.SpanSeq,
                OpenSpan = open == null ? null : (long?)open.SpanSeq,
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => new LogName(row.OwnerId, new RunId(row.Id)),
            row => new LogHeads(
                row.LastEvent ?? row.ActiveEvent ?? 0, row.DoneSeq ?? row.ActiveSpan ?? row.OpenSpan ?? 0));
    }
}
