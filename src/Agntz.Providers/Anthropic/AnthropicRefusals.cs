using Agntz.Domain.Execution.Models;
using Agntz.Providers.Failures;

namespace Agntz.Providers.Anthropic;

/// <summary>
/// Turns an answer that is a refusal into a failure: what the client library makes of it has lost how long to wait.
/// </summary>
internal sealed class AnthropicRefusals(HttpMessageHandler inner, ProviderFailures failures) : DelegatingHandler(inner)
{
    /// <exception cref="ModelCallException">The server refused.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw failures.FromAnswer(
                (int)response.StatusCode, response.ReasonPhrase,
                response.Headers.NonValidated.TryGetValues("Retry-After", out var wait) ? wait.ToString() : null,
                await response.Content.ReadAsStringAsync(cancellationToken), cause: null);
        }
    }
}
