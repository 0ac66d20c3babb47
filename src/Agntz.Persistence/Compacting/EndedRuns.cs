using System.Threading.Channels;
using Agntz.Domain.Streams;

namespace Agntz.Persistence.Compacting;

/// <summary>
/// The runs this process has ended whose logs may be put together. Bounded: what finds no room keeps its log as it was
/// written, which costs rows and nothing else.
/// </summary>
internal sealed class EndedRuns
{
    private const int Capacity = 10_000;

    private readonly Channel<LogName> _runs = Channel.CreateBounded<LogName>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Notes that a run has ended. Never waits.</summary>
    public void Add(LogName run) => _runs.Writer.TryWrite(run);

    /// <summary>The runs, in the order they ended, each once.</summary>
    public IAsyncEnumerable<LogName> TakeAsync(CancellationToken cancellationToken) =>
        _runs.Reader.ReadAllAsync(cancellationToken);
}
