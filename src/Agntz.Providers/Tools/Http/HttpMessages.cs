using System.Net.Http.Headers;
using System.Text;

namespace Agntz.Providers.Tools.Http;

/// <summary>Makes requests of their parts.</summary>
internal static class HttpMessages
{
    public static HttpRequestMessage Create(
        string method, Uri url, IEnumerable<(string Name, string Value)> headers, string? body, string contentType)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        foreach (var (name, value) in headers)
        {
            Set(request, name, value);
        }

        return request;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
