using Agntz.Domain.Runs;

namespace Agntz.Api.Workers;

internal sealed partial class RunDispatcher
{
    // Whatever is logged while a run is executed, by whomever, says which run and which trace.
    private static readonly Func<ILogger, RunId, string, IDisposable?> InRun =
        LoggerMessage.DefineScope<RunId, string>("run {RunId} trace {TraceId}");

    [LoggerMessage(LogLevel.Warning, "The queue could not be read; trying again soon")]
    private partial void LogCannotClaim(Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Count} runs did not end in the time the process has to stop; leaving them")]
    private partial void LogAbandoning(int count);

    [LoggerMessage(LogLevel.Warning,
        "{Count} runs could not commit what they had finished within {Timeout}; it is lost and is done again elsewhere")]
    private partial void LogNotCommitted(int count, TimeSpan timeout);

    [LoggerMessage(LogLevel.Information, "Run {RunId} was left unfinished")]
    private partial void LogAbandoned(RunId runId);

    [LoggerMessage(LogLevel.Warning, "{Count} runs of this worker were executed by nobody; they were given back")]
    private partial void LogGivenBack(int count);

    [LoggerMessage(LogLevel.Error, "An execution ended by a defect of the server")]
    private partial void LogDefect(Exception defect);
}
