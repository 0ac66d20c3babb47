namespace Agntz.Domain.Retention;

/// <summary>What is kept of a run, and for how long.</summary>
/// <param name="Mode">What is kept.</param>
/// <param name="TimeToLive">How long from its creation, if it has ended by then; null for ever.</param>
public sealed record RetentionPolicy(RetentionMode Mode, TimeSpan? TimeToLive)
{
    /// <summary>Where nobody says anything: everything, for ever.</summary>
    public static RetentionPolicy Default { get; } = new(RetentionMode.Session, null);

    /// <summary>What a request and the manifest of its agent come to; the request may be stricter, part by part.</summary>
    /// <param name="manifest">What the manifest says; null for nothing.</param>
    /// <param name="request">What the request says; null for nothing.</param>
    /// <returns>Null when the request asks for more to be kept than the manifest allows.</returns>
    public static RetentionPolicy? Of(RetentionChoice? manifest, RetentionChoice? request)
    {
        if (request?.Mode > manifest?.Mode)
        {
            return null;
        }

        return new RetentionPolicy(
            request?.Mode ?? manifest?.Mode ?? Default.Mode, request?.TimeToLive ?? manifest?.TimeToLive);
    }
}
