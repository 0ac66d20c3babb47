using Agntz.Domain.Owners;
using Agntz.Domain.Paging;
using Agntz.Domain.Retention;
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
            join session in context.Sessions
                on new { run.OwnerId, Key = run.SessionId } equals new { session.OwnerId, Key = (long?)session.Id } into sessions
            from session in sessions.DefaultIfEmpty()
            where run.OwnerId == owner.Id && run.Id == id.Value && run.DeletedAt == null
            select new
            {
                Payload = payload,
                Listed = new ListedRun
                {
                    Run = run,
                    Session = session == null ? null : session.Name,
                    HasWorker = active != null && active.WorkerId != null,
                },
            })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : ToRun(owner, found.Listed, found.Payload);
    }

    public async Task<Page<Run>> ListAsync(Owner owner, RunQuery query, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var rows = query.Status is RunStatus.Pending or RunStatus.Running
            ? Unfinished(context, owner, query)
            : All(context, owner, query);
        var page = await rows
            .OrderByDescending(row => row.Run.StartedAt).ThenByDescending(row => row.Run.Id)
            .ToListAsync(cancellationToken);
        return Pages.Of(
            [.. page.Select(row => ToRun(owner, row, null))],
            query.Limit,
            run => new PageCursor(run.StartedAt, run.Id.Value));
    }

    private static IQueryable<ListedRun> All(AgntzDbContext context, Owner owner, RunQuery query)
    {
        var runs = context.Runs.Where(run => run.OwnerId == owner.Id && run.DeletedAt == null);
        if (query.Status is { } status)
        {
            var name = status.ToName();
            runs = runs.Where(run => run.Status == name);
        }

        var page = runs
            .Of(query.AgentId).StartedBetween(query.StartedAfter, query.StartedBefore)
            .Page(query.After, query.Limit);
        return
            from run in page
            join active in context.ActiveRuns
                on new { run.OwnerId, run.Id } equals new { active.OwnerId, active.Id } into actives
            from active in actives.DefaultIfEmpty()
            join session in context.Sessions
                on new { run.OwnerId, Key = run.SessionId } equals new { session.OwnerId, Key = (long?)session.Id } into sessions
            from session in sessions.DefaultIfEmpty()
            select new ListedRun
            {
                Run = run,
                Session = session == null ? null : session.Name,
                HasWorker = active != null && active.WorkerId != null,
            };
    }

    // Unfinished runs are few beside those that have ended, so these lists begin with them.
    private static IQueryable<ListedRun> Unfinished(AgntzDbContext context, Owner owner, RunQuery query)
    {
        var hasWorker = query.Status is RunStatus.Running;
        var runs = context.ActiveRuns.Where(active => active.OwnerId == owner.Id && !active.DeleteOnEnd);
        var page = (hasWorker
                ? runs.Where(active => active.WorkerId != null)
                : runs.Where(active => active.WorkerId == null))
            .Of(query.AgentId).StartedBetween(query.StartedAfter, query.StartedBefore)
            .Page(query.After, query.Limit);
        return
            from active in page
            join run in context.Runs on new { active.OwnerId, active.Id } equals new { run.OwnerId, run.Id }
            join session in context.Sessions
                on new { run.OwnerId, Key = run.SessionId } equals new { session.OwnerId, Key = (long?)session.Id } into sessions
            from session in sessions.DefaultIfEmpty()
            select new ListedRun
            {
                Run = run,
                Session = session == null ? null : session.Name,
                HasWorker = hasWorker,
            };
    }

    private static Run ToRun(Owner owner, ListedRun listed, RunPayloadRow? payload)
    {
        var row = listed.Run;
        return new Run
        {
            Owner = owner,
            Id = new RunId(row.Id),
            AgentId = row.AgentId,
            AgentVersion = row.AgentVersion,
            RequestedVersion = row.RequestedVersion,
            SessionId = listed.Session,
            Retention = RetentionModeNames.Parse(row.Retention),
            ExpiresAt = row.ExpiresAt,
            Status = row.Status is { } status ? RunStatusNames.Parse(status)
                : listed.HasWorker ? RunStatus.Running : RunStatus.Pending,
            StartedAt = row.StartedAt,
            EndedAt = row.EndedAt,
            Error = row.Error is null
                ? null
                : new RunError(row.Error, row.ErrorCode ?? "", ErrorDetails.FromJson(payload?.ErrorDetails)),
            Payload = payload is null ? null : new RunPayload(payload.Input, payload.Result),
        };
    }
}
