using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Failures;

namespace Agntz.Providers.Wire;

/// <summary>Place where a provider is asked.</summary>
/// <param name="http">The connections.</param>
/// <param name="url">The place.</param>
/// <param name="headers">Headers of every request.</param>
/// <param name="failures">Says what failures mean.</param>
internal sealed class ModelEndpoint(
    HttpClient http, Uri url, IReadOnlyList<(string Name, string Value)> headers, ProviderFailures failures)
{
    private const int MaxErrorBody = 64 * 1024;

    /// <summary>The name of its host.</summary>
    public string Host => url.Host;

    /// <summary>A place below the one that a base URL names; what the base has as its query stays.</summary>
    public static Uri Below(string baseUrl, string path)
    {
        var url = new UriBuilder(baseUrl);
        url.Path = url.Path.TrimEnd('/') + path;
        return url.Uri;
    }

    /// <summary>Asks for a stream.</summary>
    /// <returns>The answer, whatever its status; the caller disposes it.</returns>
    public Task<HttpResponseMessage> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.ParseAdd("text/event-stream, application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The beginning of an answer that is an error.</summary>
    public static async Task<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var room = ArrayPool<byte>.Shared.Rent(MaxErrorBody);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var count = await body.ReadAtLeastAsync(
                room.AsMemory(0, MaxErrorBody), MaxErrorBody, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(room, 0, count).TrimStart('\uFEFF');
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    /// <summary>The failure that an answer is.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="body">Its body.</param>
    public ModelCallException Explain(HttpResponseMessage response, string body) => failures.FromAnswer(
        (int)response.StatusCode, response.ReasonPhrase,
        response.Headers.NonValidated.TryGetValues("Retry-After", out var wait) ? wait.ToString() : null, body);
}
