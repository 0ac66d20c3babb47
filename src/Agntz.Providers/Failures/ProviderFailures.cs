using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Providers.Wire;

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
    public ModelCallException FromAnswer(int status, string? reason, string? retryAfter, string body)
    {
        var error = Error(body);
        return new($"{provider} answered {status} {reason}".TrimEnd() + $": {Quote(error?.Words ?? body)}")
        {
            Status = status,
            Retryable = WireError.MayPass(status) && error is not { IsLasting: true },
            RetryAfter = RetryAfter(retryAfter),
        };
    }

    /// <summary>The provider broke an answer off that it had begun.</summary>
    public ModelCallException FromWithin(WireError error) =>
        new($"{provider} broke its answer off: {Quote(error.Words)}")
        {
            Status = error.Status,
            Retryable = error.IsPassing,
        };

    /// <summary>The provider could not be reached, or the connection broke.</summary>
    public ModelCallException FromConnection(Exception failure) =>
        new($"The connection to {provider} failed: {Quote(failure.Message)}", failure) { Retryable = true };

    /// <summary>The stream of the answer ended before its end.</summary>
    /// <param name="found">What it said beside the protocol; empty for nothing.</param>
    public ModelCallException BrokenOff(string found) =>
        new($"The answer of {provider} broke off before it was finished"
            + (found.Length > 0 ? $". It said: {Quote(found)}" : "."))
        { Retryable = true };

    /// <summary>The answer is not of the protocol.</summary>
    public ModelCallException FromContent(Exception failure) =>
        new($"The answer of {provider} is not understood: {Quote(failure.Message)}", failure) { Retryable = true };

    /// <summary>The answer has something in it that is not of the protocol.</summary>
    public ModelCallException FromContent(string found) =>
        new($"The answer of {provider} is not understood: expected JSON, found '{Quote(found)}'.") { Retryable = true };

    /// <summary>The model refused to answer.</summary>
    /// <param name="words">Its words; null for none.</param>
    public ModelCallException Refused(string? words) =>
        new($"The model of {provider} refused to answer" + (words is null ? "." : $": {Quote(words)}"))
        {
            Code = RunErrorCodes.ModelRefused,
        };

    /// <summary>A content filter of the provider stopped the answer.</summary>
    /// <param name="reason">The reason the provider gives.</param>
    public ModelCallException Filtered(string reason) =>
        new($"A content filter of {provider} stopped the answer (finish reason '{Quote(reason)}').")
        {
            Code = RunErrorCodes.ModelRefused,
        };

    /// <summary>The answer is larger than what is taken.</summary>
    public ModelCallException TooLarge(long most) =>
        new($"The answer of {provider} is larger than {most} bytes, the most that is taken of one. Limit it with "
            + "model.maxTokens, or raise Models__MaxAnswerBytes of the server.")
        {
            Code = RunErrorCodes.OutputTooLarge,
        };

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
        return PlainText.Clean(clean, MaxQuoted) + (clean.Length <= MaxQuoted ? "" : "…");
    }

    private static WireError? Error(string body)
    {
        try
        {
            var root = JsonElement.Parse(body);
            return root.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? WireError.Find(root, isError: true)
                : null;
        }
        catch (JsonException)
        {
            // Proxies in front of a provider answer in HTML; the text is quoted as it is.
            return null;
        }
    }
}
