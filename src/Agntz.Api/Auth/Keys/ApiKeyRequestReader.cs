using System.Globalization;
using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Domain.Time;

namespace Agntz.Api.Auth.Keys;

/// <summary>Reads what a new key is to be.</summary>
internal static class ApiKeyRequestReader
{
    private const int LongestName = 256;

    /// <exception cref="RefusedException">The body is not a name and perhaps a time to come.</exception>
    public static (string Name, DateTimeOffset? ExpiresAt) Read(JsonElement body, DateTimeOffset now)
    {
        var name = RequestBody.FindText(body, "name")?.Trim();
        return name is { Length: > 0 and <= LongestName } && !name.Any(char.IsControl)
            ? (name, ReadExpiry(body, now))
            : throw RefusedException.BadRequest(
                $"Body must be {{\"name\": \"…\"}} with 1 to {LongestName} characters, none of them a control "
                + "character, to tell the key from others.");
    }

    private static DateTimeOffset? ReadExpiry(JsonElement body, DateTimeOffset now)
    {
        if (!body.TryGetProperty("expiresAt", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText();
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && instant > now
            ? instant.ToInstant()
            : throw RefusedException.BadRequest(
                $"'expiresAt' must be a time to come, like '{now.AddDays(90).ToIso()}'; found '{text}'.");
    }
}
