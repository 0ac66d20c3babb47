using System.Text;

namespace Agntz.Providers.Tools.Http;

/// <summary>Tells how the text of a body is encoded.</summary>
internal static class BodyEncoding
{
    /// <summary>What the content type says; UTF-8 where it says nothing, or nothing that is known.</summary>
    public static Encoding Of(HttpContent content)
    {
        try
        {
            return content.Headers.ContentType?.CharSet is { Length: > 0 } name
                ? Encoding.GetEncoding(name.Trim('"'))
                : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
