namespace Agntz.Domain.Execution.Budgets;

/// <summary>
/// The bytes that one execution of an agent, or a call of it, holds in memory. They count towards what its run may hold
/// until they are disposed. Safe for concurrent branches.
/// </summary>
public sealed class HeldBytes : IDisposable
{
    private readonly RunBudget _budget;
    private readonly Lock _lock = new();
    private long _bytes;
    private bool _isDisposed;

    internal HeldBytes(RunBudget budget, long bytes = 0)
    {
        _budget = budget;
        Add(bytes);
    }

    /// <summary>The budget of the run.</summary>
    internal RunBudget Budget => _budget;

    /// <summary>Adds bytes, or lets go of some where the number is negative. Nothing is counted after the end.</summary>
    /// <exception cref="RunFailedException">The run holds more than it may.</exception>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _bytes += bytes;
            _budget.Hold(bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _budget.Hold(-_bytes);
            _bytes = 0;
        }
    }
}
