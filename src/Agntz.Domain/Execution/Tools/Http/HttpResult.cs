using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>What a model, or the next step, reads of an answer.</summary>
internal static class HttpResult
{
    private const int FirstError = 400;

    /// <summary>
    /// The body: as JSON where it is, else as text; where it was cut, a text beside <c>truncated</c>. A status from 400
    /// on is an error with the body beside it.
    /// </summary>
    public static ToolResult From(HttpAnswer answer)
    {
        var body = Body(answer);
        return answer.Status < FirstError
            ? new ToolResult(body)
            : Error(string.Create(CultureInfo.InvariantCulture, $"HTTP {answer.Status}"), body);
    }

    /// <summary>An error as a value.</summary>
    public static ToolResult Error(string error, JsonElement? body) => new(
        JsonText.Parse(JsonText.WriteObject((error, body), static (writer, it) =>
        {
            writer.WriteString("error", it.error);
            if (it.body is { } body)
            {
                writer.WritePropertyName("body");
                body.WriteTo(writer);
            }
        })),
        error);

    private static JsonElement Body(HttpAnswer answer)
    {
        if (answer.IsCut)
        {
            return JsonText.Parse(JsonText.WriteObject(answer.Text, static (writer, text) =>
            {
                writer.WriteString("body", text);
                writer.WriteBoolean("truncated", true);
            }));
        }

        try
        {
            return JsonElement.Parse(answer.Text);
        }
        catch (JsonException)
        {
            // Whatever is no JSON is text; servers are not to be trusted with the content type.
            return JsonText.Parse(JsonText.Write(answer.Text, static (writer, text) => writer.WriteStringValue(text)));
        }
    }
}
