using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Json;

namespace Agntz.Providers.Tools;

/// <summary>Tells the time: what a model cannot know by itself.</summary>
internal sealed class CurrentTime(TimeProvider clock) : ILocalTool
{
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    public string Name => "current_time";

    public string Description => "Tells the current date and time, in UTC or at another place.";

    public JsonElement Parameters { get; } = JsonElement.Parse(
        """
        {
          "type": "object",
          "properties": {
            "timeZone": {
              "type": "string",
              "description": "An IANA time zone such as Europe/Zurich.",
              "default": "UTC"
            }
          },
          "additionalProperties": false
        }
        """);

    public ValueTask<JsonElement> InvokeAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        var name = arguments.GetProperty("timeZone").GetString()!;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            throw new ToolException($"'{name}' is no time zone. Use an IANA name such as 'UTC' or 'Europe/Zurich'.");
        }

        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        return ValueTask.FromResult(JsonElement.Parse(JsonText.WriteObject((now, name), static (writer, it) =>
        {
            writer.WriteString("time", it.now.ToString(Iso, CultureInfo.InvariantCulture));
            writer.WriteString("timeZone", it.name);
            writer.WriteString("weekday", it.now.DayOfWeek.ToString());
        })));
    }
}
