using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Errors;

/// <summary>Bad input gets a clear refusal and changes nothing.</summary>
public sealed class BadInputTests : AgntzApplicationTest
{
    private const int LimitBytes = 4 * 1024 * 1024;

    [Theory]
    [InlineData("{\"agentId\": \"assistant\", ")]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"agentId\": 7}")]
    [InlineData("{\"agentId\": \"\"}")]
    [InlineData("{\"agentId\": null}")]
    [InlineData("{\"agentId\": \"assistant\", \"content\": \"text\"}")]
    [InlineData("{\"agentId\": \"assistant\", \"content\": [{\"type\": \"text\"}]}")]
    public async Task Run_BodyThatIsNoRequest_IsRefused(string body)
    {
        foreach (var path in new[] { "/run", "/runs" })
        {
            (await Api.PostAsync(path, body)).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
        }

        await AssertNoRunAsync();
    }

    [Theory]
    [InlineData("7B226167656E744964223A2261737369737414616E74FF227D")]
    [InlineData("7B226167656E744964223A22C0AF227D")]
    [InlineData("7B226167656E744964223A22EDA080227D")]
    [InlineData("7B22FF223A317D")]
    [InlineData("FFFE7B007D00")]
    [InlineData("FEFF007B007D")]
    [InlineData("EFBBBFEFBBFF")]
    public async Task Body_ThatIsNoUtf8_IsRefused(string bytes)
    {
        (HttpMethod Method, string Path)[] routes =
        [
            (HttpMethod.Post, "/run"), (HttpMethod.Post, "/run/stream"), (HttpMethod.Post, "/runs"),
            (HttpMethod.Post, "/agents"), (HttpMethod.Post, "/agents/import"), (HttpMethod.Put, "/agents/assistant"),
            (HttpMethod.Put, "/agents/assistant/aliases/x"), (HttpMethod.Post, "/validate"),
            (HttpMethod.Post, "/sessions/import"), (HttpMethod.Post, "/api-keys"),
        ];
        foreach (var (method, path) in routes)
        {
            var problem = (await Api.SendAsync(method, path, new ByteArrayContent(Convert.FromHexString(bytes))))
                .ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
            Assert.Contains("no UTF-8", problem.GetProperty("error").GetString());
        }

        await AssertNoRunAsync();
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData(null)]
    public async Task Agent_SourcePathThatCannotBeKept_IsRefused(string? path)
    {
        var sourcePath = path ?? new string('a', 1025);
        const string Manifest = "{id: a, kind: llm, model: {provider: demo, name: demo-1}, instruction: Hi}";

        foreach (var reply in new[]
        {
            await Api.PostAsync("/agents", new { manifest = Manifest, sourcePath }),
            await Api.PostAsync("/agents", new { metadata = new { manifest = Manifest, sourcePath } }),
            await Api.PostAsync("/agents/import", new { agents = new[] { new { manifest = Manifest, sourcePath } } }),
        })
        {
            var problem = reply.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
            Assert.Contains("sourcePath", problem.GetProperty("error").GetString());
        }

        (await Api.GetAsync("/agents/a")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsReadBehindIt()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"agentId": "assistant", "input": "Hello"}"""u8];

        (await Api.SendAsync(HttpMethod.Post, "/run", new ByteArrayContent(body))).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("context", "[\"a\"]")]
    [InlineData("clientTools", "[\"open\"]")]
    [InlineData("callbackUrl", "\"http://127.0.0.1\"")]
    public async Task Run_FieldThatIsNotBuiltYet_IsRefusedByName(string field, string value)
    {
        var problem = (await Api.PostAsync("/runs", $"{{\"agentId\": \"assistant\", \"{field}\": {value}}}"))
            .ExpectProblem(HttpStatusCode.BadRequest, "NOT_SUPPORTED");

        Assert.Contains(field, problem.GetProperty("error").GetString());
        await AssertNoRunAsync();
    }

    [Theory]
    [InlineData("POST", "/runs", """{"agentId": "\ud800"}""", HttpStatusCode.NotFound, "AGENT_NOT_FOUND")]
    [InlineData("POST", "/run", """{"agentId": "assistant", "content": [{"type": "\ud800"}]}""",
        HttpStatusCode.BadRequest, "NOT_SUPPORTED")]
    [InlineData("POST", "/agents", """{"manifest": "\ud800"}""", HttpStatusCode.BadRequest, "INVALID_MANIFEST")]
    [InlineData("POST", "/agents/import", """{"agents": [{"manifest": "\ud800"}]}""",
        HttpStatusCode.BadRequest, "INVALID_MANIFEST")]
    [InlineData("PUT", "/agents/assistant", """{"metadata": {"manifest": "\ud800"}}""",
        HttpStatusCode.BadRequest, "INVALID_MANIFEST")]
    [InlineData("PUT", "/agents/assistant/aliases/x", """{"createdAt": "\ud800"}""",
        HttpStatusCode.BadRequest, "BAD_REQUEST")]
    public async Task Body_HalfACharacterWhereATextIsRead_IsRefusedAsAnyOtherText(
        string method, string path, string body, HttpStatusCode expected, string code)
    {
        (await Api.SendAsync(new HttpMethod(method), path, new StringContent(body))).ExpectProblem(expected, code);

        await AssertNoRunAsync();
    }

    [Fact]
    public async Task Run_HalfACharacterInAKeyOrTheInput_IsReplaced()
    {
        var reply = (await Api.PostAsync("/run", """{"agentId": "assistant", "input": "a\ud800", "\ud800": 1}"""))
            .Expect(HttpStatusCode.OK);

        var run = await Api.GetJsonAsync($"/runs/{reply.GetProperty("runId").GetString()}");
        Assert.Equal("a\uFFFD", run.GetProperty("input").GetString());
    }

    [Theory]
    [InlineData(64, HttpStatusCode.Created)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    [InlineData(1000, HttpStatusCode.BadRequest)]
    public async Task Run_NestedInput_IsTakenAsDeepAsItCanBeKept(int depth, HttpStatusCode expected)
    {
        var input = new string('[', depth) + new string(']', depth);

        Assert.Equal(expected, (await Api.PostAsync("/runs", $$"""{"agentId": "assistant", "input": {{input}}}""")).Status);
    }

    [Fact]
    public async Task Run_UnknownKeys_AreIgnored()
    {
        (await Api.PostAsync("/run", """{"agentId": "assistant", "input": "Hello", "whatever": 1}"""))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Run_TextContent_IsJoined()
    {
        var reply = (await Api.PostAsync("/run",
            """{"agentId": "assistant", "content": [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]}"""))
            .Expect(HttpStatusCode.OK);

        var run = await Api.GetJsonAsync($"/runs/{reply.GetProperty("runId").GetString()}");
        Assert.Equal("one\ntwo", run.GetProperty("input").GetString());
    }

    [Theory]
    [InlineData("/run")]
    [InlineData("/runs")]
    public async Task Run_UnknownAgent_IsNotFound(string path)
    {
        (await Api.PostAsync(path, """{"agentId": "nobody", "input": "Hello"}"""))
            .ExpectProblem(HttpStatusCode.NotFound, "AGENT_NOT_FOUND");
        await AssertNoRunAsync();
    }

    [Fact]
    public async Task Run_InputThatIsNotForTheAgent_IsRefusedWithWhereAndWhy()
    {
        var problem = (await Api.RunAsync("article-pipeline", new { topic = 7 }))
            .ExpectProblem(HttpStatusCode.BadRequest, "INPUT_INVALID");

        Assert.Contains("/topic", Assert.Single(problem.GetProperty("details").EnumerateArray()).GetString());
        await AssertNoRunAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_BodyOverTheLimit_IsTooLarge(bool chunked)
    {
        var body = $"{{\"agentId\": \"assistant\", \"input\": \"{new string('x', LimitBytes)}\"}}";
        HttpContent content = chunked
            ? new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)))
            : new StringContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/runs") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;

        using var response = await Api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("PAYLOAD_TOO_LARGE", problem);
        await AssertNoRunAsync();
    }

    [Theory]
    [InlineData("/runs/run_0")]
    [InlineData("/runs/run_00000000000070008000000000000000")]
    [InlineData("/traces/run_00000000000070008000000000000000")]
    [InlineData("/traces/nothing")]
    [InlineData("/nothing")]
    public async Task Get_WhatIsNotThere_IsNotFound(string path)
    {
        (await Api.GetAsync(path)).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Send_MethodThatIsNotThere_SaysWhichAre()
    {
        var problem = (await Api.SendAsync(HttpMethod.Put, "/runs"))
            .ExpectProblem(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");

        Assert.Contains("GET", problem.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ar_live_wrong")]
    [InlineData("garbage")]
    public async Task Send_WithoutAValidKey_IsUnauthenticated(string? key)
    {
        using var stranger = new AgntzClient(Service.Address, key);

        foreach (var path in new[] { "/runs", "/traces", "/agents", "/runs/run_00000000000070008000000000000000" })
        {
            (await stranger.GetAsync(path)).ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        }

        (await stranger.PostAsync("/runs", "{}")).ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    [Fact]
    public async Task Send_AcceptOfAnyKind_GetsTheSameProblem()
    {
        var reply = await Api.SendAsync(
            HttpMethod.Get, "/runs/run_0", body: null, ("Accept", "text/event-stream"));

        reply.ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Run_LoneSurrogatesAndControlCharacters_AreKeptAsTheyCanBe()
    {
        var reply = (await Api.PostAsync("/run", """{"agentId": "assistant", "input": {"a": "\ud800 \u0000 é"}}"""))
            .Expect(HttpStatusCode.OK);

        var run = await Api.GetJsonAsync($"/runs/{reply.GetProperty("runId").GetString()}");
        using var input = System.Text.Json.JsonDocument.Parse(run.GetProperty("input").GetString()!);
        Assert.Equal("\uFFFD \0 é", input.RootElement.GetProperty("a").GetString());
    }

    private async Task AssertNoRunAsync() =>
        Assert.Equal(0, (await Api.GetJsonAsync("/runs")).GetProperty("rows").GetArrayLength());
}
