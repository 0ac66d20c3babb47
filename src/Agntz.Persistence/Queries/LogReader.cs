using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class LogReader(IContexts contexts) : ILogReader
{
    public async Task<LogPage?> ReadAsync(
        Owner owner, RunId run, LogKind kind, long after, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return kind is LogKind.Events
            ? await EventLog.ReadAsync(context, owner, run, after, cancellationToken)
            : await SpanLog.ReadAsync(context, owner, run, after, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<LogName, LogHeads>> ReadHeadsAsync(
        IReadOnlyCollection<LogName> logs, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await HeadsOfLogs.ReadAsync(context, logs, cancellationToken);
    }
}
