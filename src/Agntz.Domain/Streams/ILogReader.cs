using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Streams;

/// <summary>
/// Reads the logs of runs and traces from the database, at any time, from any number. Another owner's log is as unknown
/// as one that never was.
/// </summary>
public interface ILogReader
{
    /// <summary>Reads on after an entry.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="run">The run, or the trace.</param>
    /// <param name="kind">Which of its logs.</param>
    /// <param name="after">The number of the last entry the reader has; 0 for none.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>
    /// Null when the owner has no such log. Entries are empty only when there are none after the one asked for.
    /// </returns>
    Task<LogPage?> ReadAsync(Owner owner, RunId run, LogKind kind, long after, CancellationToken cancellationToken);

    /// <summary>How far logs have come, all in one question.</summary>
    /// <returns>What there is; a log that is not there, or not any more, is left out.</returns>
    Task<IReadOnlyDictionary<LogName, LogHeads>> ReadHeadsAsync(
        IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken);
}
