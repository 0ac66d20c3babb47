using System.Diagnostics;
using System.Text.Json;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>Puts what is known of a span on its activity.</summary>
internal static class ActivityTags
{
    /// <summary>Sets every attribute; links become links.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="attributes">One JSON object as text.</param>
    /// <param name="conventions">Whose names they get.</param>
    /// <returns>The operation, where one is named.</returns>
    public static string? Set(Activity activity, string attributes, GenAiConventions conventions)
    {
        string? operation = null;
        foreach (var attribute in JsonElement.Parse(attributes).EnumerateObject())
        {
            if (attribute.NameEquals(SpanAttributes.Links))
            {
                AddLinks(activity, attribute.Value);
                continue;
            }

            var value = Value(attribute.Value);
            activity.SetTag(conventions.NameOf(attribute.Name), value);
            operation = attribute.NameEquals(SpanAttributes.Operation) ? value as string : operation;
        }

        return operation;
    }

    private static void AddLinks(Activity activity, JsonElement links)
    {
        foreach (var link in links.EnumerateArray())
        {
            activity.AddLink(new ActivityLink(new ActivityContext(
                ActivityTraceId.CreateFromString(link.GetProperty("traceId").GetString()),
                ActivitySpanId.CreateFromString(link.GetProperty("spanId").GetString()),
                ActivityTraceFlags.Recorded, isRemote: true)));
        }
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Array when value.EnumerateArray().All(it => it.ValueKind is JsonValueKind.String) =>
            value.EnumerateArray().Select(it => it.GetString()!).ToArray(),
        _ => value.GetRawText(),
    };
}
