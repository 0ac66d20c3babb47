using Agntz.Domain.Execution.Models;
using Agntz.Providers.Failures;
using Anthropic.Exceptions;

namespace Agntz.Providers.Anthropic;

/// <summary>Says what failures of Anthropic's client library mean.</summary>
internal static class AnthropicFailures
{
    /// <summary>Null for a failure that is not the library's own.</summary>
    public static ModelCallException? Explain(ProviderFailures failures, Exception failure) => failure switch
    {
        AnthropicIOException => failures.FromConnection(failure.InnerException ?? failure),
        AnthropicSseException broken => failures.FromWithin(
            broken.ApiMessage ?? broken.Message, IsPassing(broken.Type?.Raw()), failure),
        AnthropicException => failures.FromContent(failure.InnerException ?? failure),
        _ => null,
    };

    private static bool IsPassing(string? type) =>
        type is null or "api_error" or "overloaded_error" or "rate_limit_error" or "timeout_error";
}
