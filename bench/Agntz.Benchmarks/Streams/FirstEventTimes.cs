namespace Agntz.Benchmarks.Streams;

/// <summary>What one process saw that posted runs and waited for their first events.</summary>
/// <param name="CommittedMs">The time to the answer that 99 of 100 did not exceed, in milliseconds.</param>
/// <param name="FirstMs">The time to the first event that 99 of 100 did not exceed, in milliseconds.</param>
/// <param name="CpuSeconds">The processor time of that process.</param>
internal sealed record FirstEventTimes(double CommittedMs, double FirstMs, double CpuSeconds);
