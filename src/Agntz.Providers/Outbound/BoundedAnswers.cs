using Agntz.Domain.Execution.Budgets;

namespace Agntz.Providers.Outbound;

/// <summary>Breaks off answers that are longer than anybody needs, before they fill the memory.</summary>
/// <param name="inner">Sends. Stays with whoever made it.</param>
/// <param name="mostBytes">The most that is read of one answer.</param>
/// <param name="held">Where what is read is counted for as long as it is read; null for nowhere.</param>
internal sealed class BoundedAnswers(HttpMessageHandler inner, long mostBytes, HeldBytes? held) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var content = response.Content;
        response.Content = new StreamContent(
            new BoundedStream(await content.ReadAsStreamAsync(cancellationToken), mostBytes, held));
        foreach (var header in content.Headers.NonValidated)
        {
            response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return response;
    }
}
