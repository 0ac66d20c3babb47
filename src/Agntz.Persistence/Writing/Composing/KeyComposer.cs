using Agntz.Domain.Runs;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>The keys creations bring: taken before the runs are, so that a run is created only if its key is its own.</summary>
internal static class KeyComposer
{
    /// <summary>What identifies a key.</summary>
    public static readonly IReadOnlyList<Column<IdempotencyKeyRow>> Key =
    [
        Columns<IdempotencyKeyRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<IdempotencyKeyRow>.Text("key", row => row.Key),
    ];

    /// <summary>What is kept under it.</summary>
    public static readonly IReadOnlyList<Column<IdempotencyKeyRow>> Values =
    [
        Columns<IdempotencyKeyRow>.Bytes("body_hash", row => row.BodyHash),
        Columns<IdempotencyKeyRow>.Uuid("run_id", row => row.RunId),
        Columns<IdempotencyKeyRow>.Instant("created_at", row => row.CreatedAt),
    ];

    /// <summary>The columns of an insert.</summary>
    public static readonly TableInsert<IdempotencyKeyRow> Insert = new("idempotency_keys", [.. Key, .. Values]);

    /// <summary>Gives a key back.</summary>
    public static readonly TableDelete<IdempotencyKeyRow> Delete = new("idempotency_keys", Key);

    /// <summary>The rows to insert. Of creations that share a key the first has it.</summary>
    public static IReadOnlyList<IdempotencyKeyRow> Rows(IReadOnlyList<NewRun> creations) =>
    [
        .. creations.Where(run => run.Key is not null)
            .DistinctBy(run => (run.Owner.Id, run.Key!.Value))
            .OrderBy(run => run.Owner.Id).ThenBy(run => run.Key!.Value, StringComparer.Ordinal)
            .Select(run => new IdempotencyKeyRow
            {
                OwnerId = run.Owner.Id,
                Key = run.Key!.Value,
                BodyHash = run.Key.RequestHash.ToArray(),
                RunId = run.Id.Value,
                CreatedAt = run.StartedAt,
            }),
    ];

    /// <summary>The run that has the key of a creation; null when it has none, or the key is its own.</summary>
    public static KeyedRun? OwnerOf(NewRun run, FlushOpening opening) =>
        run.Key is { } key && opening.Keys.TryGetValue((run.Owner.Id, key.Value), out var owner) && owner.Run != run.Id
            ? owner
            : null;
}
