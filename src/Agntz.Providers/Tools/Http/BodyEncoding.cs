using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Agntz.Providers.Tools.Http;

/// <summary>Encoding of the text of a body.</summary>
internal static partial class BodyEncoding
{
    private const string ContentType = "Content-Type";

    // Whoever says Latin-1 means the set of Windows that contains it: so do browsers.
    private const int WindowsLatin = 1252;

    /// <summary>The encoding that the content type names; UTF-8 where it names none, or none that is known.</summary>
    public static Encoding Of(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues(ContentType, out var values)
            && Charset().Match(values.ToString()) is { Success: true } charset
            ? Find(charset.Groups["name"].Value.ToLowerInvariant()) ?? Encoding.UTF8
            : Encoding.UTF8;

    private static Encoding? Find(string name)
    {
        try
        {
            return name switch
            {
                "utf8" => Encoding.UTF8,
                "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "latin-1" or "l1" or "us-ascii" or "ascii" =>
                    CodePagesEncodingProvider.Instance.GetEncoding(WindowsLatin),
                _ when CodePage().Match(name) is { Success: true } page => FindPage(page.Groups["number"].Value),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
            };
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? FindPage(string number)
    {
        var page = int.Parse(number, CultureInfo.InvariantCulture);
        return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[^\s"';,]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();

    [GeneratedRegex(@"^(windows|win|cp|x-cp)[-_]?(?<number>\d{3,5})\z")]
    private static partial Regex CodePage();
}
