using Agntz.Domain.Runs;

namespace Agntz.Testing.Execution;

/// <summary>Keeps what is written, and commits everything at once unless told otherwise.</summary>
public sealed class FakeRunWriter : IRunWriter
{
    private readonly Lock _lock = new();
    private readonly List<RunWrite> _writes = [];

    /// <summary>What becomes of a write; commits when not set.</summary>
    public Func<RunWrite, Task<CommitOutcome>> Commit { get; set; } = _ => Task.FromResult(CommitOutcome.Committed);

    /// <summary>What was written, in order.</summary>
    public IReadOnlyList<RunWrite> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>The changes that were written, in order.</summary>
    public IEnumerable<RunChange> Changes => Writes.SelectMany(write => write.Changes);

    /// <summary>How the run ended; fails when it has not, or more than once.</summary>
    public RunEnding Ending => Writes.Select(write => write.Ending).OfType<RunEnding>().Single();

    /// <inheritdoc/>
    public Task<RunCreation> CreateAsync(NewRun run, TimeSpan patience) =>
        Task.FromResult<RunCreation>(new RunCreation.Created(null));

    /// <inheritdoc/>
    public Task<CommitOutcome> WriteAsync(RunWrite write)
    {
        lock (_lock)
        {
            _writes.Add(write);
        }

        return Commit(write);
    }
}
