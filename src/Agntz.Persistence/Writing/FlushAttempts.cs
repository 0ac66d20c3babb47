using System.Data.Common;
using Agntz.Persistence.Writing.Buffering;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Writing;

/// <summary>
/// One numbered flush, tried as often as it takes. The number makes a try after a lost acknowledgement harmless: the
/// database then says that the flush has committed already, and what it wrote is what the try before had composed.
/// </summary>
internal sealed class FlushAttempts(
    IFlushEngine engine, Guid process, long number, IReadOnlyList<BufferEntry> batch)
{
    /// <summary>The count of a process that has acknowledged flushes and is not known: no flush can follow it.</summary>
    internal const long Unknown = -1;

    // Whatever is answered meanwhile is left out by every try alike.
    private readonly List<BufferEntry> _batch = [.. batch.Where(entry => entry is not CreationEntry { IsSettled: true })];
    private Composition? _composed;
    private FlushResult.Refused? _refused;

    /// <summary>
    /// Tries once. After a refusal the next try only asks whether the flush exists after all, as the failure may have
    /// come after the commit was sent.
    /// </summary>
    /// <exception cref="DbException">The database cannot be reached; the same call may succeed later.</exception>
    public async Task<FlushResult> TryAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_refused is null && await FlushAsync(cancellationToken) is { } committed)
            {
                return committed;
            }

            // Waits for a transaction of ours that may still be committing, as it holds the row of the count.
            var found = await engine.RegisterAsync(process, number == 1 ? 0 : Unknown, cancellationToken);
            if (found == number && _composed is not null)
            {
                return new FlushResult.Committed(_composed);
            }

            if (found != number - 1)
            {
                return new FlushResult.WentBack(found);
            }

            if (_refused is not null)
            {
                return _refused;
            }
        }
    }

    private async Task<FlushResult.Committed?> FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            var questions = BatchComposer.Ask(number, _batch);
            await using var flush = await engine.BeginAsync(process, questions, cancellationToken);
            if (flush.Opening.AlreadyCommitted)
            {
                return null;
            }

            _composed = BatchComposer.Compose(questions, flush.Opening, _batch);
            await flush.CommitAsync(_composed.Rows, cancellationToken);
            return new FlushResult.Committed(_composed);
        }
        catch (DbException failure) when (engine.Classify(failure) is FlushFailure.Unavailable or FlushFailure.Conflict)
        {
            throw;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever this is, it comes from the batch: in smaller parts most of it will go through.
            _refused = new FlushResult.Refused(Classify(failure), failure);
            return null;
        }
    }

    private FlushFailure Classify(Exception failure) => failure switch
    {
        DbException known => engine.Classify(known),
        ArgumentException or InvalidCastException or FormatException or ArithmeticException => FlushFailure.Poison,
        _ => FlushFailure.TooMuch,
    };
}
