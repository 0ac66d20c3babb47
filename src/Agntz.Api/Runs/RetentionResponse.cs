using Agntz.Domain.Retention;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>What is kept of a run.</summary>
/// <param name="Mode"><c>session</c>, <c>result</c> or <c>none</c>.</param>
/// <param name="TtlSeconds">How many seconds from its creation; absent for ever.</param>
public sealed record RetentionResponse(string Mode, int? TtlSeconds = null)
{
    internal static RetentionResponse From(Run run) => new(
        run.Retention.ToName(), run.ExpiresAt is { } end ? (int)(end - run.StartedAt).TotalSeconds : null);
}
