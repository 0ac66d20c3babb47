using System.Data.Common;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>A real engine whose flushes fail where a test says so, before or after their commit.</summary>
internal sealed class RefusingFlushEngine(IFlushEngine engine) : IFlushEngine
{
    /// <summary>Says how a flush fails before anything of it is written; null lets it through.</summary>
    public Func<FlushQuestions, Exception?> Refuse { get; set; } = static _ => null;

    /// <summary>Says how a flush fails after it has committed; null lets its acknowledgement through.</summary>
    public Func<FlushQuestions, Exception?> LoseAcknowledgement { get; set; } = static _ => null;

    /// <summary>Says what a failure of a test's own means; null leaves that to the engine.</summary>
    public FlushFailure? Meaning { get; set; }

    public Task<long> RegisterAsync(Guid process, long number, CancellationToken cancellationToken) =>
        engine.RegisterAsync(process, number, cancellationToken);

    public async Task<IFlush> BeginAsync(
        Guid process, FlushQuestions questions, CancellationToken cancellationToken)
    {
        if (Refuse(questions) is { } refusal)
        {
            throw refusal;
        }

        return new Flush(this, questions, await engine.BeginAsync(process, questions, cancellationToken));
    }

    public FlushFailure Classify(DbException failure) =>
        failure is TestFailure && Meaning is { } meaning ? meaning : engine.Classify(failure);

    /// <summary>A failure of the database that a test makes up.</summary>
    internal sealed class TestFailure(string message) : DbException(message);

    private sealed class Flush(RefusingFlushEngine owner, FlushQuestions questions, IFlush flush) : IFlush
    {
        public FlushOpening Opening => flush.Opening;

        public async Task CommitAsync(FlushRows rows, CancellationToken cancellationToken)
        {
            await flush.CommitAsync(rows, cancellationToken);
            if (owner.LoseAcknowledgement(questions) is { } lost)
            {
                throw lost;
            }
        }

        public ValueTask DisposeAsync() => flush.DisposeAsync();
    }
}
