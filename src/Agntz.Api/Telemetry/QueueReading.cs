namespace Agntz.Api.Telemetry;

/// <summary>How full the queue was.</summary>
/// <param name="Depth">The runs any worker could have taken.</param>
/// <param name="Lag">The age of the oldest of them; zero when there was none.</param>
internal sealed record QueueReading(int Depth, TimeSpan Lag);
