using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Agntz.Api.Tests.Clients;

/// <summary>
/// Speaks and listens exactly as the TypeScript and the Python client do: the headers, paths and bodies they send, and
/// what they make of the answers.
/// </summary>
internal sealed class HostedClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly string _baseUrl;
    private readonly string? _key;

    public HostedClient(Uri baseUrl, string? key)
    {
        (_baseUrl, _key) = (baseUrl.AbsoluteUri.TrimEnd('/'), key);
    }

    public async Task<JsonElement> HealthAsync() => ClientModels.Health(await AskAsync("GET", "/health", isSigned: false));

    public async Task<JsonElement> ListAgentsAsync()
    {
        var agents = await AskAsync("GET", "/agents");
        Assert.Equal(JsonValueKind.Array, agents.ValueKind);
        return agents;
    }

    public async Task<JsonElement> GetAgentAsync(string id) =>
        ClientModels.Definition(await AskAsync("GET", $"/agents/{Uri.EscapeDataString(id)}"));

    public async Task<JsonElement> ImportAgentsAsync(object request) =>
        ClientModels.Object(await AskAsync("POST", "/agents/import", request));

    public async Task<JsonElement> RunAgentAsync(object request) =>
        ClientModels.RunResult(await AskAsync("POST", "/run", request));

    /// <summary>To the first <c>run-complete</c> or <c>run-error</c>; one that ends without is truncated.</summary>
    public async IAsyncEnumerable<ClientFrame> StreamAgentAsync(object request)
    {
        var isFirst = true;
        await foreach (var frame in FramesAsync("POST", "/run/stream", request))
        {
            Assert.Equal(isFirst, frame.Name is "run-start");
            isFirst = false;
            yield return frame;
            switch (frame.Name)
            {
                case "run-start":
                    Assert.NotNull(frame.Text("agentId"));
                    Assert.Contains(frame.Text("kind"), (string[])["llm", "tool", "sequential", "parallel"]);
                    break;
                case "run-complete":
                    ClientModels.RunResult(frame.Data);
                    yield break;
                case "run-error":
                    Assert.NotNull(frame.Text("error"));
                    yield break;
                default:
                    break;
            }
        }

        Assert.Fail("STREAM_TRUNCATED");
    }

    public async Task<JsonElement> StartRunAsync(object request) =>
        ClientModels.Run(await AskAsync("POST", "/runs", request, expected: HttpStatusCode.Created));

    public async Task<JsonElement> GetRunAsync(string id) => ClientModels.Run(await AskAsync("GET", $"/runs/{id}"));

    public async Task<JsonElement> CancelRunAsync(string id) =>
        ClientModels.Run(await AskAsync("POST", $"/runs/{id}/cancel"));

    public async Task<JsonElement> ListRunsAsync(string query = "") =>
        ClientModels.Page(await AskAsync("GET", $"/runs{query}"), ClientModels.Run);

    /// <summary>To a snapshot, or to the end of the run that was asked for.</summary>
    public async IAsyncEnumerable<ClientFrame> StreamRunAsync(string id, long? since = null)
    {
        await foreach (var frame in FramesAsync("GET", $"/runs/{id}/stream{(since is null ? "" : $"?since={since}")}"))
        {
            if (frame.Name is not ("snapshot" or "stream-error"))
            {
                Assert.Equal(frame.Name, frame.Text("type"));
                Assert.Equal(frame.Id, frame.Data.GetProperty("seq").GetInt64());
            }

            yield return frame;
            if (frame.Name is "snapshot"
                || (frame.Name is "run-complete" or "run-error" or "run-cancelled" && frame.Text("runId") == id))
            {
                yield break;
            }
        }
    }

    public async Task<JsonElement> ListTracesAsync(string query = "") =>
        ClientModels.Page(await AskAsync("GET", $"/traces{query}"), ClientModels.Summary);

    public async Task<JsonElement> GetTraceAsync(string id) => ClientModels.Trace(await AskAsync("GET", $"/traces/{id}"));

    public Task DeleteTraceAsync(string id) => AskForNothingAsync("DELETE", $"/traces/{id}");

    /// <summary>To <c>trace-done</c> or a snapshot.</summary>
    public async IAsyncEnumerable<ClientFrame> StreamTraceAsync(string id)
    {
        await foreach (var frame in FramesAsync("GET", $"/traces/{id}/stream"))
        {
            switch (frame.Name)
            {
                case "span-start":
                    ClientModels.Span(frame.Data.GetProperty("span"));
                    break;
                case "span-end":
                    Assert.NotNull(frame.Text("spanId"));
                    ClientModels.Object(frame.Data.GetProperty("patch"));
                    break;
                case "trace-done":
                    ClientModels.Summary(frame.Data.GetProperty("summary"));
                    break;
                case "snapshot":
                    ClientModels.Trace(frame.Data);
                    break;
                default:
                    Assert.Fail($"A trace's stream has {frame.Name}.");
                    break;
            }

            yield return frame;
            if (frame.Name is "trace-done" or "snapshot")
            {
                yield break;
            }
        }
    }

    public async Task<JsonElement> ListSessionsAsync(string query = "") =>
        (await AskAsync("GET", $"/sessions{query}")).GetProperty("sessions");

    public async Task<JsonElement> GetSessionAsync(string id) =>
        ClientModels.Object(await AskAsync("GET", $"/sessions/{Uri.EscapeDataString(id)}"));

    public Task DeleteSessionAsync(string id) => AskForNothingAsync("DELETE", $"/sessions/{Uri.EscapeDataString(id)}");

    public async Task<JsonElement> ImportSessionsAsync(object request) =>
        ClientModels.Object(await AskAsync("POST", "/sessions/import", request));

    /// <summary>Asks for a JSON answer.</summary>
    public async Task<JsonElement> AskAsync(
        string method, string path, object? body = null, bool isSigned = true, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await SendAsync(method, path, body, isSigned, HttpCompletionOption.ResponseContentRead);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Throw(response, text);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text);
    }

    public void Dispose() => _http.Dispose();

    private async Task AskForNothingAsync(string method, string path)
    {
        using var response = await SendAsync(method, path, null, true, HttpCompletionOption.ResponseContentRead);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Throw(response, text);
        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, text));
    }

    private async IAsyncEnumerable<ClientFrame> FramesAsync(
        string method, string path, object? body = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var response = await SendAsync(method, path, body, true, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
        {
            Throw(response, await response.Content.ReadAsStringAsync(patience.Token));
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        await foreach (var frame in ClientFrames.ReadAsync(stream, patience.Token))
        {
            if (frame.Name is "stream-error")
            {
                throw new ClientException("StreamError", frame.Text("error")!, "STREAM_ERROR", 200);
            }

            yield return frame;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        string method, string path, object? body, bool isSigned, HttpCompletionOption until)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _baseUrl + path);
        if (isSigned && _key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        return await _http.SendAsync(request, until, TestContext.Current.CancellationToken);
    }

    private static void Throw(HttpResponseMessage response, string text)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var problem = JsonElement.Parse(text);
        Assert.Equal(JsonValueKind.String, problem.GetProperty("error").ValueKind);
        Assert.Equal(JsonValueKind.String, problem.GetProperty("code").ValueKind);
        throw new ClientException(
            response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "AuthenticationError",
                HttpStatusCode.NotFound => "NotFoundError",
                _ => "AgntzError",
            },
            problem.GetProperty("error").GetString()!, problem.GetProperty("code").GetString(), (int)response.StatusCode);
    }
}
