using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Agntz.Testing.Http;

/// <summary>Speaks to the service over HTTP, as any caller does.</summary>
public sealed class AgntzClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Speaks to an address with a key; without one nobody is let in.</summary>
    public AgntzClient(Uri address, string? key)
        : this(address, key, new SocketsHttpHandler())
    {
    }

    /// <summary>The same over connections of the caller's own.</summary>
    public AgntzClient(Uri address, string? key, HttpMessageHandler connections)
    {
        Http = new HttpClient(connections) { BaseAddress = address, Timeout = Patience };
        if (key is not null)
        {
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>For everything that has no verb here.</summary>
    public HttpClient Http { get; }

    /// <summary>Sends a request.</summary>
    public async Task<AgntzReply> SendAsync(
        HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return new AgntzReply(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType,
            response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync());
    }

    /// <summary>Reads.</summary>
    public Task<AgntzReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonElement> GetJsonAsync(string path) => (await GetAsync(path)).Expect(HttpStatusCode.OK);

    /// <summary>Sends a text as JSON, whether it is or not.</summary>
    public Task<AgntzReply> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    /// <summary>Sends a value as JSON.</summary>
    public Task<AgntzReply> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        PostAsync(path, JsonSerializer.Serialize(body), headers);

    /// <summary>Imports one agent.</summary>
    public async Task ImportAsync(string yaml) =>
        (await PostAsync("/agents/import", new { agents = new[] { new { manifest = yaml } } })).Expect(HttpStatusCode.OK);

    /// <summary>Runs an agent and waits for what it gives.</summary>
    public Task<AgntzReply> RunAsync(string agentId, object? input) => PostAsync("/run", new { agentId, input });

    /// <summary>Creates a run.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(string agentId, object? input) =>
        (await PostAsync("/runs", new { agentId, input })).Expect(HttpStatusCode.Created).GetProperty("id").GetString()!;

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
