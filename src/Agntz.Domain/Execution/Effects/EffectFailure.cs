namespace Agntz.Domain.Execution.Effects;

/// <summary>What the failure of one try of an effect means.</summary>
/// <param name="Message">What happened, as the span and the run's caller read it; never holds a secret.</param>
/// <param name="Code">The stable word the run fails with when this was the last try.</param>
/// <param name="Wait">How long to wait before the next try; null when there is none.</param>
internal sealed record EffectFailure(string Message, string Code, TimeSpan? Wait);
