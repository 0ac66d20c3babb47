using System.Text.Json;
using Agntz.Domain.Retention;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads what is to be kept of runs of an agent.</summary>
internal static class RetentionReading
{
    public static RetentionChoice? Read(Fields fields)
    {
        if (fields.Value("retention", JsonValueKind.Object, "an object") is not { ValueKind: JsonValueKind.Object } source)
        {
            return null;
        }

        var retention = new Fields(source, fields.PathOf("retention"), fields.Problems);
        var choice = new RetentionChoice(ReadMode(retention), ReadSeconds(retention, "ttlSeconds"));
        // Runs have no artifacts yet, so that this is true of all they have.
        _ = ReadSeconds(retention, "artifactTtlSeconds");
        retention.RefuseOthers();
        return choice;
    }

    private static RetentionMode? ReadMode(Fields fields)
    {
        if (fields.Text("mode") is not { } name)
        {
            return null;
        }

        if (RetentionModeNames.TryParse(name, out var mode))
        {
            return mode;
        }

        fields.Problems.Structural(
            fields.PathOf("mode"), $"'mode' must be one of: {RetentionModeNames.All}; found '{name}'");
        return null;
    }

    private static TimeSpan? ReadSeconds(Fields fields, string name) =>
        fields.Whole(name, RetentionChoice.LeastSeconds, RetentionChoice.MostSeconds) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
