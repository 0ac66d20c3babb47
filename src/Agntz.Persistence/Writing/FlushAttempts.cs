using System.Data.Common;
using Agntz.Persistence.Writing.Buffering;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Writing;

/// <summary>
/// One numbered flush, tried as often as it takes. Its number makes a try after a lost acknowledgement harmless: the
/// database then says that it has committed already, and what it wrote is what the try before had composed.
/// </summary>
internal sealed class FlushAttempts(
    IFlushEngine engine, Guid process, long number, IReadOnlyList<BufferEntry> batch)
{
    private Composition? _composed;

    /// <summary>What was written; known once a try has returned without refusal.</summary>
    public Composition Composed => _composed ?? throw new InvalidOperationException(
        $"Flush {number} is numbered as committed, but this process never sent it. Is another process using its id?");

    /// <summary>
    /// Tries once. A flush that is not counted has committed before, or the row that counts is gone: then this process
    /// has not been seen for so long that it was forgotten. Its runs are others' by now and its creations are known by
    /// their ids, so it goes on counting where it was.
    /// </summary>
    /// <returns>Null when the flush exists; else why the database refuses a row of it for good.</returns>
    /// <exception cref="DbException">The same flush may go through later.</exception>
    public async Task<Exception?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!await IsCountedAsync(cancellationToken))
            {
                if (!await engine.RegisterAsync(process, number - 1, cancellationToken))
                {
                    break;
                }
            }

            return null;
        }
        catch (DbException failure) when (engine.Classify(failure) is not FlushFailure.Poison)
        {
            throw;
        }
        catch (Exception refused) when (refused is DbException or ArgumentException or InvalidCastException
            or FormatException or ArithmeticException)
        {
            return refused;
        }
    }

    private async Task<bool> IsCountedAsync(CancellationToken cancellationToken)
    {
        var questions = BatchComposer.Ask(number, batch);
        await using var flush = await engine.BeginAsync(process, questions, cancellationToken);
        if (flush.Opening.AlreadyCommitted)
        {
            return false;
        }

        _composed = BatchComposer.Compose(questions, flush.Opening, batch);
        await flush.CommitAsync(_composed.Rows, cancellationToken);
        return true;
    }
}
