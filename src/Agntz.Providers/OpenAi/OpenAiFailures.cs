using System.ClientModel;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Failures;

namespace Agntz.Providers.OpenAi;

/// <summary>Says what failures of OpenAI's client library mean.</summary>
internal static class OpenAiFailures
{
    /// <summary>Null for a failure that is not the library's own.</summary>
    public static ModelCallException? Explain(ProviderFailures failures, Exception failure)
    {
        if (failure is not ClientResultException result)
        {
            return null;
        }

        if (result.Status <= 0 || result.GetRawResponse() is not { } response)
        {
            return failures.FromConnection(failure);
        }

        return failures.FromAnswer(
            result.Status, response.ReasonPhrase,
            response.Headers.TryGetValue("Retry-After", out var wait) ? wait : null,
            response.Content.ToString(), failure);
    }
}
