using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Execution.Models;

namespace Agntz.Providers.Failures;

/// <summary>Says what a failure of a provider means, without anything secret.</summary>
internal sealed class ProviderFailures(string provider, string? key, TimeProvider clock)
{
    private const int MaxQuoted = 500;

    /// <summary>The provider answered, but not with what was asked for.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="reason">Its words; null for none.</param>
    /// <param name="retryAfter">The header of this name; null where there is none.</param>
    /// <param name="body">The answer.</param>
    /// <param name="cause">What the client library threw; null when it was not asked.</param>
    public ModelCallException FromAnswer(int status, string? reason, string? retryAfter, string body, Exception? cause) =>
        new($"{provider} answered {status} {reason}".TrimEnd() + $": {Quote(ErrorMessage(body) ?? body)}", cause)
        {
            Status = status,
            Retryable = status is 408 or 409 or 429 or >= 500,
            RetryAfter = RetryAfter(retryAfter),
        };

    /// <summary>The provider broke an answer off that it had begun.</summary>
    public ModelCallException FromWithin(string message, bool retryable, Exception cause) =>
        new($"{provider} broke its answer off: {Quote(message)}", cause) { Retryable = retryable };

    /// <summary>The provider could not be reached, or the connection broke.</summary>
    public ModelCallException FromConnection(Exception failure) =>
        new($"The connection to {provider} failed: {Quote(failure.Message)}", failure) { Retryable = true };

    /// <summary>The stream of the answer ended before its end.</summary>
    public ModelCallException BrokenOff() =>
        new($"The answer of {provider} broke off before it was finished.") { Retryable = true };

    /// <summary>The answer is not of the protocol.</summary>
    public ModelCallException FromContent(Exception failure) =>
        new($"The answer of {provider} is not understood: {Quote(failure.Message)}", failure) { Retryable = true };

    /// <summary>What any client may throw; null for what is a defect of this server.</summary>
    public ModelCallException? Explain(Exception failure) => failure switch
    {
        ModelCallException known => known,
        HttpRequestException or IOException or OperationCanceledException => FromConnection(failure),
        JsonException or FormatException or InvalidOperationException or ArgumentException => FromContent(failure),
        _ => null,
    };

    private TimeSpan? RetryAfter(string? text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0)
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) && at > clock.GetUtcNow()
            ? at - clock.GetUtcNow()
            : null;
    }

    private string Quote(string text)
    {
        var clean = string.IsNullOrEmpty(key) ? text : text.Replace(key, "[key]", StringComparison.Ordinal);
        return clean.Length <= MaxQuoted ? clean : clean[..MaxQuoted] + "…";
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
