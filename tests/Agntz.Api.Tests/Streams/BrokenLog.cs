using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Api.Tests.Streams;

/// <summary>A log that cannot be read on after so many events, of as many runs as one likes.</summary>
/// <param name="failure">Why not.</param>
/// <param name="readable">How many events can be read, one at a time; the log has one more.</param>
internal sealed class BrokenLog(Exception failure, int readable = 0) : ILogReader
{
    public Task<LogPage?> ReadAsync(Owner owner, RunId run, LogKind kind, long after, CancellationToken cancellationToken) =>
        after >= readable
            ? Task.FromException<LogPage?>(failure)
            : Task.FromResult<LogPage?>(new LogPage
            {
                Entries = [new LogEntry.Event(after + 1, "text-delta", "{}")],
                LastSeq = readable + 1,
                IsEnded = false,
            });

    public Task<IReadOnlyDictionary<LogName, LogHeads>> ReadHeadsAsync(
        IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<LogName, LogHeads>>(new Dictionary<LogName, LogHeads>());
}
