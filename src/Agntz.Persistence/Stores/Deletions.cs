using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Runs;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class Deletions(IContexts contexts, TimeProvider clock) : IDeletions
{
    private static readonly string Mode = CancelMode.Finish.ToName();

    public Task<Deletion> DeleteRunAsync(Owner owner, RunId id, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            async context =>
            {
                var now = clock.GetInstant();
                var marked = await context.Runs
                    .Where(run => run.OwnerId == owner.Id && run.Id == id.Value && run.DeletedAt == null
                        && run.Status != null)
                    .ExecuteUpdateAsync(it => it.SetProperty(run => run.DeletedAt, now), cancellationToken);
                if (marked == 0)
                {
                    return await Active(context, owner, id).AnyAsync(it => !it.DeleteOnEnd, cancellationToken)
                        ? Deletion.Active
                        : Deletion.Unknown;
                }

                await MarkTraceAsync(context, owner, id, now, cancellationToken);
                return Deletion.Deleted;
            },
            cancellationToken);

    public Task<Deletion> DeleteTraceAsync(Owner owner, RunId id, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            async context =>
            {
                if (await Active(context, owner, id).AnyAsync(it => !it.DeleteOnEnd, cancellationToken))
                {
                    return Deletion.Active;
                }

                var marked = await MarkTraceAsync(context, owner, id, clock.GetInstant(), cancellationToken);
                return marked == 0 ? Deletion.Unknown : Deletion.Deleted;
            },
            cancellationToken);

    // The rows are taken hold of in the order in which every transaction does: sessions, active runs, the rest.
    public Task<IReadOnlyList<RunId>?> DeleteSessionAsync(
        Owner owner, string id, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            async context =>
            {
                var now = clock.GetInstant();
                var sessions = context.Sessions.Where(session =>
                    session.OwnerId == owner.Id && session.Name == id && session.DeletedAt == null);
                if (await sessions.Select(session => (long?)session.Id).SingleOrDefaultAsync(cancellationToken)
                    is not { } key)
                {
                    return null;
                }

                await sessions.ExecuteUpdateAsync(
                    it => it.SetProperty(session => session.DeletedAt, now), cancellationToken);
                var told = await CancelAsync(context, owner, key, now, cancellationToken);
                var runs = context.Runs.Where(run =>
                    run.OwnerId == owner.Id && run.SessionId == key && run.DeletedAt == null);
                await context.Traces
                    .Where(trace => trace.OwnerId == owner.Id && trace.DeletedAt == null
                        && runs.Select(run => run.Id).Contains(trace.Id))
                    .ExecuteUpdateAsync(it => it.SetProperty(trace => trace.DeletedAt, now), cancellationToken);
                await runs.ExecuteUpdateAsync(it => it.SetProperty(run => run.DeletedAt, now), cancellationToken);
                return told;
            },
            cancellationToken);

    private static IQueryable<ActiveRunRow> Active(AgntzDbContext context, Owner owner, RunId id) =>
        context.ActiveRuns.Where(active => active.OwnerId == owner.Id && active.Id == id.Value);

    private static async Task<int> MarkTraceAsync(
        AgntzDbContext context, Owner owner, RunId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = context.OpenTraces.Where(open => open.OwnerId == owner.Id && open.Id == id.Value);
        var traces = context.Traces
            .Where(trace => trace.OwnerId == owner.Id && trace.Id == id.Value && trace.DeletedAt == null);
        if (await open.Select(open => (long?)open.SpanSeq).SingleOrDefaultAsync(cancellationToken) is { } last)
        {
            // Whoever erases it goes by how many spans it has; each has taken two numbers.
            await open.ExecuteDeleteAsync(cancellationToken);
            await traces.ExecuteUpdateAsync(
                it => it.SetProperty(trace => trace.SpanCount, last / 2), cancellationToken);
        }

        return await traces.ExecuteUpdateAsync(it => it.SetProperty(trace => trace.DeletedAt, now), cancellationToken);
    }

    // Whoever has such a run, or comes to have it, ends it before its next effect.
    private static async Task<IReadOnlyList<RunId>> CancelAsync(
        AgntzDbContext context, Owner owner, long session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = context.ActiveRuns.Where(run => run.OwnerId == owner.Id && run.SessionId == session);
        await active.ExecuteUpdateAsync(
            it => it.SetProperty(run => run.DeleteOnEnd, true)
                .SetProperty(run => run.CancelRequestedAt, run => run.CancelRequestedAt ?? now)
                .SetProperty(run => run.CancelMode, run => run.CancelMode ?? Mode)
                .SetProperty(run => run.CancelReason, run => run.CancelReason ?? RunEnd.SessionDeleted),
            cancellationToken);
        var held = await active.Where(run => run.WorkerId != null).Select(run => run.Id).ToListAsync(cancellationToken);
        return [.. held.Select(id => new RunId(id))];
    }
}
