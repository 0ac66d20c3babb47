namespace Agntz.Benchmarks.Streams;

/// <summary>What the readers of one process have read.</summary>
/// <param name="Frames">How many frames all of them have got.</param>
/// <param name="Stamps">How many of them had a stamp.</param>
/// <param name="Seconds">From the first stamp to the end of the last stream.</param>
/// <param name="MedianMs">The median age of a stamp when it was read, in milliseconds.</param>
/// <param name="P99Ms">The age that 99 of 100 did not exceed.</param>
/// <param name="CpuSeconds">The processor time of the readers.</param>
internal sealed record Reading(
    int Frames, int Stamps, double Seconds, double MedianMs, double P99Ms, double CpuSeconds);
