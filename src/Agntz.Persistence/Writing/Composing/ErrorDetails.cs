using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>The details of an error as they are kept: a JSON array of texts.</summary>
internal static class ErrorDetails
{
    public static string? ToJson(RunError? error) => error is null or { Details.Count: 0 }
        ? null
        : JsonText.Write(error.Details, static (writer, details) =>
        {
            writer.WriteStartArray();
            foreach (var detail in details)
            {
                writer.WriteStringValue(detail);
            }

            writer.WriteEndArray();
        });

    public static IReadOnlyList<string> FromJson(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<string[]>(json) ?? [];
}
