using System.Net;

namespace Agntz.Providers.Outbound;

/// <summary>Sends only what may be sent, and follows redirects itself, so that every hop is checked like the first.</summary>
internal sealed class OutboundHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostRedirects = 5;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to the outside are sent asynchronously: use SendAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A body that is sent again must still be there.
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        for (var redirects = 0; ; redirects++)
        {
            var response = await SendOnceAsync(request, cancellationToken);
            HttpRequestMessage? next;
            try
            {
                next = Redirect.Follow(request, response);
            }
            catch
            {
                response.Dispose();
                throw;
            }

            if (next is null)
            {
                return response;
            }

            response.Dispose();
            if (redirects == MostRedirects)
            {
                throw new OutboundRefusedException(
                    $"'{request.RequestUri!.Host}' redirects once more after {MostRedirects} redirects.");
            }

            request = next;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new OutboundRefusedException(
                $"Only absolute http and https URLs are reached, found the scheme '{Scheme(request.RequestUri)}'.");
        }

        // Version 3 would open its connections itself, past the checks.
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.InnerException is OutboundRefusedException refused)
        {
            throw new OutboundRefusedException(refused.Message, failure);
        }
    }

    private static string Scheme(Uri? url) => url is { IsAbsoluteUri: true } ? url.Scheme : "";
}
