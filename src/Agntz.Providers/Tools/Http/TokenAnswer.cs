using System.Globalization;
using System.Text;
using System.Text.Json;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Providers.Tools.Http;

/// <summary>Finds the token in what a token server answered. No message repeats the answer: it may hold the token.</summary>
internal static class TokenAnswer
{
    /// <summary>The token, and how long it lasts; null when the answer does not say.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    public static (string Token, TimeSpan? Lifetime) Read(ReadOnlyMemory<byte> body, TokenPlace place)
    {
        if (place.IsText)
        {
            return (Check(Encoding.UTF8.GetString(body.Span).Trim()), null);
        }

        try
        {
            using var answer = JsonDocument.Parse(body);
            return Find(answer.RootElement, place.TokenPath) is { ValueKind: JsonValueKind.String } token
                ? (Check(token.GetString()!), Lifetime(Find(answer.RootElement, place.ExpiresPath)))
                : throw new HttpRequestException($"the token server answered without a text at {place.TokenPath}");
        }
        catch (JsonException failure)
        {
            throw new HttpRequestException("the token server answered something that is no token", failure);
        }
    }

    private static string Check(string token) => token.Length > 0 && !token.Any(char.IsControl)
        ? token
        : throw new HttpRequestException("the token server answered something that is no token");

    private static JsonElement? Find(JsonElement value, string path)
    {
        foreach (var part in path.Split('.'))
        {
            if (value.ValueKind is JsonValueKind.Array && int.TryParse(part, CultureInfo.InvariantCulture, out var index)
                && index >= 0 && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(part, out value))
            {
                return null;
            }
        }

        return value;
    }

    // Some servers spell the number out.
    private static TimeSpan? Lifetime(JsonElement? seconds) =>
        seconds is { ValueKind: JsonValueKind.Number or JsonValueKind.String } given
            && double.TryParse(given.ToString(), CultureInfo.InvariantCulture, out var value) && value is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(value)
            : null;
}
