using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Agntz.Providers.Wire;

/// <summary>Error as a model server words it.</summary>
/// <param name="Words">What it says.</param>
/// <param name="Kind">The word it has for this kind of error; null for none.</param>
/// <param name="Status">The HTTP status it names; null for none.</param>
internal sealed record WireError(string Words, string? Kind, int? Status)
{
    private const int FirstError = 400;
    private const int LastError = 599;

    // Trying again helps none of these before somebody has changed something.
    private static readonly HashSet<string> Lasting = new(StringComparer.OrdinalIgnoreCase)
    {
        "insufficient_quota", "billing_hard_limit_reached", "billing_error", "invalid_request_error", "invalid_request",
        "authentication_error", "invalid_api_key", "permission_error", "permission_denied", "not_found_error",
        "model_not_found", "context_length_exceeded", "request_too_large", "content_filter", "content_policy_violation",
        "INVALID_ARGUMENT", "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND", "FAILED_PRECONDITION", "BadRequestError",
        "NotFoundError",
    };

    /// <summary>Whether the same call may succeed when it is tried again.</summary>
    public bool IsPassing => !IsLasting && (Status is not { } status || MayPass(status));

    /// <summary>Whether its kind says that it stays.</summary>
    public bool IsLasting => Kind is not null && Lasting.Contains(Kind);

    /// <summary>Whether a call that was answered with an HTTP status may succeed when it is tried again.</summary>
    public static bool MayPass(int status) => status is 408 or 409 or 425 or 429 or >= 500;

    /// <summary>The error a JSON value is or holds.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isError">Whether it is known to be one, whatever it looks like.</param>
    /// <returns>Null where there is none.</returns>
    public static WireError? Find(JsonElement value, bool isError)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            return value.EnumerateArray().Select(item => Find(item, isError)).FirstOrDefault(error => error is not null);
        }

        if (value.Member("error"u8) is { } error && !IsEmpty(error))
        {
            return error.ValueKind switch
            {
                JsonValueKind.Object => Read(error, value),
                JsonValueKind.String => new WireError(WireText.Of(error), null, StatusOf(value)),
                _ => Read(value, value),
            };
        }

        return isError || value.Says("object"u8, "error"u8) || value.Says("type"u8, "error"u8)
            ? Read(value, value)
            : null;
    }

    private static WireError Read(JsonElement error, JsonElement around) => new(
        WordsOf(error) ?? Show(error),
        error.Text("code"u8) is { } code && !IsNumber(code) ? code : error.Text("type"u8) ?? error.Text("status"u8),
        StatusOf(error) ?? StatusOf(around));

    /// <summary>The words of an object that says what is wrong; null where it has none.</summary>
    public static string? WordsOf(JsonElement error)
    {
        var words = error.Text("message"u8) ?? error.Text("detail"u8) ?? error.Text("msg"u8) ?? error.Text("error"u8);
        var cause = error.Member("metadata"u8)?.Text("raw"u8);
        return words is null || cause is null ? words : $"{words}: {cause}";
    }

    private static int? StatusOf(JsonElement error)
    {
        var status = error.Count("code"u8) ?? error.Count("status"u8) ?? error.Count("status_code"u8);
        return status is >= FirstError and <= LastError ? (int)status : null;
    }

    private static bool IsNumber(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static bool IsEmpty(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.ValueEquals(""),
        JsonValueKind.Object => !error.EnumerateObject().MoveNext(),
        JsonValueKind.False => true,
        _ => false,
    };

    private static string Show(JsonElement value) => value.ValueKind is JsonValueKind.String
        ? WireText.Of(value)
        : WireText.Of(JsonMarshal.GetRawUtf8Value(value));
}
