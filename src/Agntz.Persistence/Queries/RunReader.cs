using Agntz.Domain.Owners;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Composing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class RunReader(IContexts contexts) : IRunReader
{
    public async Task<Run?> FindAsync(Owner owner, RunId id, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var found = await (
            from run in context.Runs
            join payload in context.RunPayloads
                on new { run.OwnerId, RunId = run.Id } equals new { payload.OwnerId, payload.RunId }
            join active in context.ActiveRuns
                on new { run.OwnerId, run.Id } equals new { active.OwnerId, active.Id } into actives
            from active in actives.DefaultIfEmpty()
            where run.OwnerId == owner.Id && run.Id == id.Value && run.DeletedAt == null
            select new { run, payload, HasWorker = active != null && active.WorkerId != null })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : ToRun(owner, found.run, found.HasWorker, found.payload);
    }

    public async Task<Page<Run>> ListAsync(Owner owner, RunQuery query, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var rows = query.Status is RunStatus.Pending or RunStatus.Running
            ? Unfinished(context, owner, query)
            : All(context, owner, query);
        var page = await rows.Take(query.Limit + 1).ToListAsync(cancellationToken);
        return Pages.Of(
            [.. page.Select(row => ToRun(owner, row.Run, row.HasWorker, null))],
            query.Limit,
            run => new PageCursor(run.StartedAt, run.Id.Value));
    }

    private static IQueryable<ListedRun> All(AgntzDbContext context, Owner owner, RunQuery query) =>
        from run in Filter(context.Runs.Where(run => run.OwnerId == owner.Id), query)
        join active in context.ActiveRuns
            on new { run.OwnerId, run.Id } equals new { active.OwnerId, active.Id } into actives
        from active in actives.DefaultIfEmpty()
        orderby run.StartedAt descending, run.Id descending
        select new ListedRun { Run = run, HasWorker = active != null && active.WorkerId != null };

    // Unfinished runs are few beside those that have ended, so these lists begin with them.
    private static IQueryable<ListedRun> Unfinished(AgntzDbContext context, Owner owner, RunQuery query)
    {
        var hasWorker = query.Status is RunStatus.Running;
        return
            from active in context.ActiveRuns
            where active.OwnerId == owner.Id && (active.WorkerId != null) == hasWorker
                && (query.AgentId == null || active.AgentId == query.AgentId)
                && (query.StartedAfter == null || active.StartedAt >= query.StartedAfter)
                && (query.StartedBefore == null || active.StartedAt <= query.StartedBefore)
                && (query.After == null || (active.StartedAt <= query.After.Value.StartedAt
                    && (active.StartedAt < query.After.Value.StartedAt || active.Id < query.After.Value.Id)))
            join run in context.Runs on new { active.OwnerId, active.Id } equals new { run.OwnerId, run.Id }
            where run.DeletedAt == null
            orderby active.StartedAt descending, active.Id descending
            select new ListedRun { Run = run, HasWorker = hasWorker };
    }

    private static IQueryable<RunRow> Filter(IQueryable<RunRow> runs, RunQuery query)
    {
        runs = runs.Where(run => run.DeletedAt == null);
        if (query.AgentId is { } agentId)
        {
            runs = runs.Where(run => run.AgentId == agentId);
        }

        if (query.Status is { } status)
        {
            var name = status.ToName();
            runs = runs.Where(run => run.Status == name);
        }

        if (query.StartedAfter is { } earliest)
        {
            runs = runs.Where(run => run.StartedAt >= earliest);
        }

        if (query.StartedBefore is { } latest)
        {
            runs = runs.Where(run => run.StartedAt <= latest);
        }

        if (query.After is { } after)
        {
            // The bounded form: both engines answer it from the index at any depth.
            runs = runs.Where(run => run.StartedAt <= after.StartedAt
                && (run.StartedAt < after.StartedAt || run.Id < after.Id));
        }

        return runs;
    }

    private static Run ToRun(Owner owner, RunRow row, bool hasWorker, RunPayloadRow? payload) => new()
    {
        Owner = owner,
        Id = new RunId(row.Id),
        AgentId = row.AgentId,
        AgentVersion = row.AgentVersion,
        RequestedVersion = row.RequestedVersion,
        Retention = row.Retention,
        Status = row.Status is { } status ? RunStatusNames.Parse(status)
            : hasWorker ? RunStatus.Running : RunStatus.Pending,
        StartedAt = row.StartedAt,
        EndedAt = row.EndedAt,
        Error = row.Error is null
            ? null
            : new RunError(row.Error, row.ErrorCode ?? "", ErrorDetails.FromJson(payload?.ErrorDetails)),
        Payload = payload is null ? null : new RunPayload(payload.Input, payload.Result),
    };
}
