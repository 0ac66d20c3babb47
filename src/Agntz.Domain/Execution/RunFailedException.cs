using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution;

/// <summary>Unwinds an execution to the end of its run, carrying what the run's caller will read.</summary>
internal sealed class RunFailedException(RunError error) : Exception(error.Message)
{
    public RunError Error { get; } = error;
}
