namespace Agntz.Providers.Outbound;

/// <summary>
/// A request was not sent, or not followed, because the place it leads to is none that agents may reach. Says nothing
/// of what was found there.
/// </summary>
internal sealed class OutboundRefusedException(string message, Exception? cause = null)
    : HttpRequestException(message, cause);
