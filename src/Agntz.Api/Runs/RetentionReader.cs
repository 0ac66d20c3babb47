using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Domain.Retention;

namespace Agntz.Api.Runs;

/// <summary>Reads what a request says of how long its run is kept.</summary>
internal static class RetentionReader
{
    /// <exception cref="RefusedException">It says what cannot be.</exception>
    public static RetentionRequest? Read(JsonElement? retention)
    {
        if (retention is not { } source)
        {
            return null;
        }

        if (source.ValueKind is not JsonValueKind.Object)
        {
            throw RefusedException.BadRequest(
                $"retention must be an object such as {{\"mode\":\"result\"}}, found {source.ValueKind}.");
        }

        return new RetentionRequest
        {
            Choice = new RetentionChoice(
                ReadMode(source),
                ReadSeconds(source, "ttlSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            ArtifactTtlSeconds = ReadSeconds(source, "artifactTtlSeconds"),
        };
    }

    private static RetentionMode? ReadMode(JsonElement retention)
    {
        if (Find(retention, "mode") is not { } value)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.String && RetentionModeNames.TryParse(value.GetString(), out var mode)
            ? mode
            : throw RefusedException.BadRequest($"retention.mode must be one of: {RetentionModeNames.All}");
    }

    private static int? ReadSeconds(JsonElement retention, string name)
    {
        if (Find(retention, name) is not { } value)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var seconds)
            && seconds is >= RetentionChoice.LeastSeconds and <= RetentionChoice.MostSeconds
                ? seconds
                : throw RefusedException.BadRequest(
                    $"retention.{name} must be an integer between {RetentionChoice.LeastSeconds} and "
                    + $"{RetentionChoice.MostSeconds} seconds");
    }

    private static JsonElement? Find(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
