using Agntz.Domain.Execution.Recording;

namespace Agntz.Providers.Outbound;

/// <summary>Tells whom a run calls which trace and which span the call belongs to.</summary>
internal sealed class TracedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Header = "traceparent";

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CallTrace.Parent is { } parent)
        {
            request.Headers.Remove(Header);
            request.Headers.Add(Header, parent);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
