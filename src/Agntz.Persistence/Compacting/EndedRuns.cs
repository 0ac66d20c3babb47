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

    /// <summary>Waits for a run and takes it, with those behind it, in the order they ended. For one caller.</summary>
    public async Task<IReadOnlyList<LogName>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var runs = new List<LogName> { await _runs.Reader.ReadAsync(cancellationToken) };
        while (runs.Count < most && _runs.Reader.TryRead(out var run))
        {
            runs.Add(run);
        }

        return runs;
    }
}
