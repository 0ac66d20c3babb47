using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Tools.Http;

public sealed class HttpToolTests
{
    private const string Agent =
        """
        id: caller
        kind: tool
        inputSchema: {id: string, text: string}
        tool:
          kind: http
          name: update
          url: https://a.example/items/{id}?k={{secrets.KEY}}
          method: put
          headers: {X-Key: "k {{secrets.KEY}}", X-Text: "{{text}}"}
          body: {text: "{{text}}", n: 1, key: "{{secrets.KEY}}"}
          params: {id: "{{id}}"}

        """;

    [Fact]
    public async Task Call_IsMadeOfArgumentsStateAndSecrets()
    {
        using var run = new TestExecution();
        run.Secrets.Values["KEY"] = "a/b";

        await run.ExecuteAsync(Agent, """{"id":"7","text":"hi"}""", TestContext.Current.CancellationToken);

        var call = Assert.Single(run.Http.Calls);
        Assert.Equal("PUT", call.Method);
        Assert.Equal("https://a.example/items/7?k=a%2Fb", call.Url.AbsoluteUri);
        Assert.Equal("""{"text":"hi","n":1,"key":"a/b"}""", call.Body);
        Assert.Equal(
            [("X-Key", "k a/b"), ("X-Text", "hi"), ("Idempotency-Key", $"{run.Hold.Id}:{Path(call)}")], call.Headers);
        Assert.Equal(["a/b"], call.Hidden);
    }

    [Theory]
    [InlineData("form", "text=hi&n=1&key=a%2Fb", "https://a.example/items/7?k=a%2Fb")]
    [InlineData("query", null, "https://a.example/items/7?k=a%2Fb&text=hi&n=1&key=a%2Fb")]
    public async Task Call_BodyTypes_PutTheFieldsWhereTheyBelong(string type, string? body, string url)
    {
        using var run = new TestExecution();
        run.Secrets.Values["KEY"] = "a/b";

        await run.ExecuteAsync(
            Agent.Replace("method: put", $"method: put\n  body_type: {type}", StringComparison.Ordinal),
            """{"id":"7","text":"hi"}""", TestContext.Current.CancellationToken);

        var call = Assert.Single(run.Http.Calls);
        Assert.Equal((body, url), (call.Body, call.Url.AbsoluteUri));
    }

    [Fact]
    public async Task Call_SecretThatIsMissing_FailsTheRunAndSendsNothing()
    {
        using var run = new TestExecution();

        await run.ExecuteAsync(Agent, """{"id":"7","text":"hi"}""", TestContext.Current.CancellationToken);

        var failed = Assert.IsType<RunOutcome.Failed>(run.Writer.Ending.Outcome);
        Assert.Equal("Secret 'KEY' referenced by agent 'caller' does not exist for this user.", failed.Error.Message);
        Assert.Empty(run.Http.Calls);
    }

    [Theory]
    [InlineData(200, """{"a":1}""", false, """{"a":1}""")]
    [InlineData(200, "plain", false, "\"plain\"")]
    [InlineData(200, "lon", true, """{"body":"lon","truncated":true}""")]
    [InlineData(404, """{"why":"gone"}""", false, """{"error":"HTTP 404","body":{"why":"gone"}}""")]
    public void Result_IsAValueWhateverTheStatus(int status, string text, bool isCut, string value) =>
        Assert.Equal(value, HttpResult.From(new HttpAnswer(status, text, isCut)).Value.GetRawText());

    [Theory]
    [InlineData("url: 'https://{host}/'", "url")]
    [InlineData("url: 'https://a.example/{{nothere}}'", "url")]
    [InlineData("url: 'https://a.example/{{secrets.a.b}}'", "")]
    [InlineData("url: https://a.example/, method: TRACE", "method")]
    [InlineData("url: https://a.example/, body_type: xml", "body_type")]
    [InlineData("url: https://a.example/, body: {a: b}", "body")]
    [InlineData("url: https://a.example/, headers: {Host: b}", "headers.Host")]
    [InlineData("url: https://a.example/, headers: {'a b': b}", "headers.a b")]
    [InlineData("url: https://a.example/, params: {id: '1'}", "params.id")]
    [InlineData("url: https://a.example/, auth: {type: basic}", "auth.type")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange}", "auth.request")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {}}", "auth.request.url")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {url: 'https://a.example/', more: 1}}",
        "auth.request.more")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {url: 'https://a.example/'}, more: 1}",
        "auth.more")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {url: 'https://a.example/'}, "
        + "extract: {response_format: xml}}", "auth.extract.response_format")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {url: 'https://a.example/'}, "
        + "apply: {location: cookie}}", "auth.apply.location")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {url: 'https://a.example/'}, "
        + "apply: {name: Host}}", "auth.apply.name")]
    [InlineData("url: https://a.example/, auth: {type: token_exchange, request: {url: 'https://a.example/'}, "
        + "apply: {format: Token}}", "auth.apply.format")]
    [InlineData("url: https://a.example/, more: 1", "more")]
    public void Read_WhatCannotBeSent_IsAnErrorAtItsPlace(string fields, string path)
    {
        var reading = ManifestReader.Read(
            "id: a\nkind: llm\nmodel: {provider: demo, name: d}\ninstruction: i\n"
            + $"tools: [{{kind: http, name: t, {fields}}}]\n");

        var error = Assert.Single(reading.Errors);
        Assert.Equal(path.Length == 0 ? "tools[0]" : $"tools[0].{path}", error.Path);
    }

    private static string Path(HttpCall call) => call.Headers[^1].Value.Split(':', 2)[1];
}
