using System.Globalization;
using Agntz.Api.Errors;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Api.Lists;

/// <summary>Reads the values of list parameters. Empty ones count as absent, as clients send them.</summary>
internal static class ListValues
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>A text to compare with; a control character is in none of those it could equal.</summary>
    public static string? Text(string name, string? value) => Text(value) is { } text && text.Any(char.IsControl)
        ? throw RefusedException.BadRequest($"Invalid `{name}` query param: expected a text without control characters.")
        : Text(value);

    /// <summary>The limit; one above the most is clamped.</summary>
    public static int Limit(string? value)
    {
        if (Text(value) is not { } text)
        {
            return DefaultLimit;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit)
            && double.IsFinite(limit) && limit >= 1
            ? (int)Math.Min(limit, MaxLimit)
            : throw RefusedException.BadRequest(
                $"Invalid `limit` query param: expected a number from 1 to {MaxLimit}, found '{text}'");
    }

    public static DateTimeOffset? Instant(string name, string? value)
    {
        if (Text(value) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : throw RefusedException.BadRequest(
                $"Invalid `{name}` query param: expected an ISO 8601 instant such as 2026-01-31T12:00:00Z, found '{text}'");
    }

    public static RunStatus? RunStatus(string? value) => Text(value) switch
    {
        null => null,
        "pending" => Domain.Runs.RunStatus.Pending,
        "running" => Domain.Runs.RunStatus.Running,
        "completed" or "ok" => Domain.Runs.RunStatus.Completed,
        "failed" or "error" => Domain.Runs.RunStatus.Failed,
        "cancelled" => Domain.Runs.RunStatus.Cancelled,
        { } other => throw Unknown(other, "pending, running, completed (ok), failed (error), cancelled"),
    };

    public static SpanStatus? SpanStatus(string? value) => Text(value) switch
    {
        null => null,
        "running" => Domain.Traces.SpanStatus.Running,
        "ok" or "completed" => Domain.Traces.SpanStatus.Ok,
        "error" or "failed" => Domain.Traces.SpanStatus.Error,
        "cancelled" => Domain.Traces.SpanStatus.Cancelled,
        { } other => throw Unknown(other, "running, ok (completed), error (failed), cancelled"),
    };

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static RefusedException Unknown(string found, string expected) => RefusedException.BadRequest(
        $"Invalid `status` query param: expected one of {expected}; found '{found}'");
}
