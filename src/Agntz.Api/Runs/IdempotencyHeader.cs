using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>The header by which a caller makes a request that it can safely send again.</summary>
internal static class IdempotencyHeader
{
    /// <summary>The header's name.</summary>
    public const string Name = "Idempotency-Key";

    /// <summary>What it does, for people.</summary>
    public const string Description =
        "A text of your choice: sent again with it and the same body, the request is answered with the same run.";

    /// <summary>Whether the request carries a key: then its run is not only its own.</summary>
    public static bool IsIn(HttpRequest request) => request.Headers.ContainsKey(Name);

    /// <summary>The key of a request; null without one. Requests with the same body, blanks aside, are the same.</summary>
    /// <exception cref="RefusedException">It is no key.</exception>
    public static IdempotencyKey? Read(HttpRequest request, JsonElement body)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
        {
            return null;
        }

        return values is [{ Length: > 0 and <= IdempotencyKey.MaxLength } key] && key.All(char.IsAscii)
            ? new IdempotencyKey(key, SHA256.HashData(Encoding.UTF8.GetBytes(body.GetRawText())))
            : throw RefusedException.BadRequest(
                $"{Name} must be one value of 1 to {IdempotencyKey.MaxLength} ASCII characters, found "
                + (values.Count == 1 ? $"{values[0]!.Length} characters." : $"{values.Count} values."));
    }
}
