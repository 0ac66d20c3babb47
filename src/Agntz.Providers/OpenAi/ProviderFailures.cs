using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Execution.Models;

namespace Agntz.Providers.OpenAi;

/// <summary>Says what a failure of the client library means, without anything secret.</summary>
internal sealed class ProviderFailures(string provider, string? key, TimeProvider clock)
{
    private const int MaxQuoted = 500;

    /// <summary>The provider answered, but not with what was asked for.</summary>
    public ModelCallException FromAnswer(ClientResultException failure)
    {
        var response = failure.GetRawResponse();
        var status = failure.Status;
        return new ModelCallException(
            $"{provider} answered {status} {response?.ReasonPhrase}".TrimEnd() + $": {Quote(response)}", failure)
        {
            Status = status,
            Retryable = status is 408 or 409 or 429 or >= 500,
            RetryAfter = RetryAfter(response),
        };
    }

    /// <summary>The provider could not be reached, or the connection broke.</summary>
    public ModelCallException FromConnection(Exception failure) =>
        new($"The connection to {provider} failed: {failure.Message}", failure) { Retryable = true };

    /// <summary>The stream of the answer ended before its end.</summary>
    public ModelCallException BrokenOff() =>
        new($"The answer of {provider} broke off before it was finished.") { Retryable = true };

    /// <summary>The answer is not of the protocol.</summary>
    public ModelCallException FromContent(Exception failure) =>
        new($"The answer of {provider} is not understood: {failure.Message}", failure) { Retryable = true };

    private TimeSpan? RetryAfter(PipelineResponse? response)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0)
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) && at > clock.GetUtcNow()
            ? at - clock.GetUtcNow()
            : null;
    }

    private string Quote(PipelineResponse? response)
    {
        var body = response?.Content.ToString() ?? "";
        var message = ErrorMessage(body) ?? body;
        message = string.IsNullOrEmpty(key) ? message : message.Replace(key, "[key]", StringComparison.Ordinal);
        return message.Length <= MaxQuoted ? message : message[..MaxQuoted] + "…";
    }

    private static string? ErrorMessage(string body)
    {
        try
        {
            var root = JsonElement.Parse(body);
            return root.ValueKind is JsonValueKind.Object
                && root.TryGetProperty("error", out var error)
                && error.ValueKind is JsonValueKind.Object
                && error.TryGetProperty("message", out var message)
                ? message.ToString()
                : null;
        }
        catch (JsonException)
        {
            // Proxies in front of a provider answer in HTML; the text is quoted as it is.
            return null;
        }
    }
}
