namespace Agntz.Api.Tests.Chaos;

/// <summary>What there was to see over all runs.</summary>
internal sealed class ChaosFigures
{
    private readonly List<TimeSpan> _takeovers = [];

    /// <summary>How many calls that were in flight when their process was killed were made once more.</summary>
    public int Repeats { get; set; }

    /// <summary>How many runs lost three workers before anything of theirs had finished.</summary>
    public int Lost { get; set; }

    /// <summary>How long a run stood still after its process was killed.</summary>
    public void TookOver(TimeSpan time) => _takeovers.Add(time);

    public override string ToString()
    {
        var sorted = _takeovers.Select(time => time.TotalSeconds).Order().ToList();
        var times = sorted.Count == 0
            ? "none"
            : $"{sorted.Count}, after {sorted[sorted.Count / 2]:F1} s (median), {sorted[sorted.Count * 95 / 100]:F1} s "
                + $"(95 %), {sorted[^1]:F1} s (longest)";
        return $"takeovers: {times}; {Repeats} calls in flight repeated; {Lost} runs ended WORKER_LOST";
    }
}
