using System.Net;

namespace Agntz.Providers.Outbound;

/// <summary>Decides where a redirected request goes on, and what of it goes along.</summary>
internal static class Redirect
{
    // What says nothing about who asks. Any other header may be a key of the place the request was made for.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Idempotency-Key",
        "User-Agent",
    };

    /// <summary>The request to be sent next; null when the response is no redirect.</summary>
    /// <exception cref="OutboundRefusedException">It must not be followed.</exception>
    public static HttpRequestMessage? Follow(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found
                or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location)
        {
            return null;
        }

        var from = request.RequestUri!;
        var to = new Uri(from, location);
        var method = MethodAfter(request.Method, response.StatusCode);
        var content = method == request.Method ? request.Content : null;
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp)
        {
            throw new OutboundRefusedException($"'{from.Host}' redirects from https to http, which is not followed.");
        }

        var sameOrigin = IsSameOrigin(from, to);
        if (!sameOrigin && content is not null)
        {
            throw new OutboundRefusedException($"'{from.Host}' redirects a request with a body to '{to.Host}', which is "
                + "not followed: the body was not made for it.");
        }

        var next = new HttpRequestMessage(method, to) { Content = content };
        foreach (var header in request.Headers.NonValidated)
        {
            if (sameOrigin ? !IsHost(header.Key) : Harmless.Contains(header.Key))
            {
                next.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return next;
    }

    // As browsers do: only 307 and 308 promise that the method stays.
    private static HttpMethod MethodAfter(HttpMethod method, HttpStatusCode status) => status switch
    {
        HttpStatusCode.SeeOther when method != HttpMethod.Head => HttpMethod.Get,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found when method == HttpMethod.Post => HttpMethod.Get,
        _ => method,
    };

    private static bool IsSameOrigin(Uri from, Uri to) =>
        from.Scheme == to.Scheme && from.Port == to.Port
        && string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsHost(string header) => header.Equals("Host", StringComparison.OrdinalIgnoreCase);
}
