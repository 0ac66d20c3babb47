using System.Text.Json;
using Agntz.Domain.Secrets;

namespace Agntz.Providers.Tools.Http;

/// <summary>Takes what is hidden out of a body: out of what it says where it is JSON, else out of how it is written.</summary>
internal static class BodyRedaction
{
    public static string Apply(string text, bool isWhole, Redaction redaction)
    {
        if (redaction.LongestForm == 0)
        {
            return text;
        }

        if (isWhole)
        {
            try
            {
                return redaction.Apply(JsonElement.Parse(text)).GetRawText();
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException)
            {
                // No JSON, or with half characters no string can hold: the text is looked at as it is.
            }
        }

        return redaction.Apply(text);
    }
}
