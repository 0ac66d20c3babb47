using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// The calls of one step. The end of the step is recorded with the end of its last call, in one: so it is in the log
/// once, also when another worker goes on in between.
/// </summary>
/// <param name="recorder">Where to.</param>
/// <param name="count">How many calls there are.</param>
/// <param name="completed">Says that the step is complete; null for calls that are no step of a model.</param>
internal sealed class ToolStep(
    RunRecorder recorder, int count, Func<IReadOnlyList<ToolCallRecord>, RunEvent>? completed)
{
    private readonly Lock _order = new();
    private readonly ToolCallRecord?[] _calls = new ToolCallRecord?[count];
    private int _open = count;

    /// <summary>The calls, once every one of them is over.</summary>
    public IReadOnlyList<ToolCallRecord> Calls => [.. _calls.OfType<ToolCallRecord>()];

    /// <summary>A call an earlier execution of the run has finished.</summary>
    public void Restore(int index, ToolCallRecord call)
    {
        lock (_order)
        {
            _calls[index] = call;
            _open--;
        }
    }

    /// <summary>A call has finished.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="call">The call.</param>
    /// <param name="changes">What is recorded of its end.</param>
    public void Finish(int index, ToolCallRecord call, IReadOnlyList<RunChange> changes)
    {
        lock (_order)
        {
            _calls[index] = call;
            _open--;
            recorder.Record(_open == 0 && completed is not null
                ? [.. changes, new RunChange.EventRecorded(completed(Calls))]
                : changes);
        }
    }
}
