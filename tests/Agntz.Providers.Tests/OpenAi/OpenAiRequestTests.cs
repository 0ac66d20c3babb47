using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.OpenAi;
using Agntz.Testing.Network;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Tests.OpenAi;

/// <summary>Requests: what was asked for, and nothing else.</summary>
public sealed class OpenAiRequestTests : OpenAiWireTest
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "Hello")];

    [Fact]
    public async Task Request_WithoutSettings_HasNoneOfThem()
    {
        await AskAsync(Chunks(Hello, Stop));

        var request = Assert.Single(Server.Requests);
        Assert.Equal(
            """{"model":"m","messages":[{"role":"user","content":"Hello"}],"stream":true,"stream_options":{"include_usage":true}}""",
            request.Body);
        Assert.Equal(("/v1/chat/completions", "Bearer sk-secret", "application/json"),
            (request.Path, request.Headers["Authorization"], request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Limit_ThatIsRefusedByItsName_IsSentUnderTheOtherFromThenOn()
    {
        var options = new ChatOptions { MaxOutputTokens = 100 };
        var refusal = RecordedAnswer.Json(
            """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. """
            + """Use 'max_completion_tokens' instead."}}""", 400);

        await AskAsync([refusal, Chunks(Hello, Stop)], Question, options);
        await AskAsync([Chunks(Hello, Stop)], Question, options);

        Assert.Equal(["max_tokens", "max_completion_tokens", "max_completion_tokens"], [.. Limits()]);
    }

    [Fact]
    public async Task Limit_ThatIsTooLarge_IsNotAskedAgain()
    {
        var refusal = RecordedAnswer.Json(
            """{"error":{"message":"max_tokens is too large: 100. This model supports at most 50 completion tokens."}}""", 400);

        var failure = await Assert.ThrowsAsync<ModelCallException>(
            () => AskAsync([refusal], Question, new ChatOptions { MaxOutputTokens = 100 }));

        Assert.Contains("too large", failure.Message);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("api.openai.com", "max_completion_tokens")]
    [InlineData("me.openai.azure.com", "max_completion_tokens")]
    [InlineData("api.mistral.ai", "max_tokens")]
    [InlineData("127.0.0.1", "max_tokens")]
    public void Limit_HasTheNameThatTheServerKnows(string host, string name)
    {
        var dialect = new OpenAiDialect(host);
        Assert.Equal(name, dialect.LimitName);

        var other = name == OpenAiDialect.MaxTokens ? OpenAiDialect.MaxCompletionTokens : OpenAiDialect.MaxTokens;
        var body = $$"""{"detail":[{"type":"extra_forbidden","loc":["body","{{name}}"]}]}""";
        Assert.True(dialect.Learn(422, body, [name]));
        Assert.Equal(other, dialect.LimitName);
        Assert.False(dialect.Learn(422, body, [name]));
        Assert.False(dialect.Learn(422, body.Replace(name, other, StringComparison.Ordinal), [other]));
    }

    [Fact]
    public async Task Member_ThatIsRefusedByItsName_IsLeftOutFromThenOn()
    {
        var refusal = RecordedAnswer.Json(
            """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"]}]}}""", 422);

        var answer = await AskAsync([refusal, Chunks(Hello, Stop)], Question);
        await AskAsync(Chunks(Hello, Stop));

        Assert.Equal("Hello", answer.Text);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(it => Body(it).TryGetProperty("stream_options", out _)));
    }

    [Fact]
    public async Task Member_ThatWasAskedFor_IsNeverLeftOut()
    {
        var refusal = RecordedAnswer.Json("""{"error":{"message":"Unsupported parameter: 'temperature'"}}""", 400);

        var failure = await Assert.ThrowsAsync<ModelCallException>(
            () => AskAsync([refusal], Question, new ChatOptions { Temperature = 1 }));

        Assert.Contains("temperature", failure.Message);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Roles_TakeTurns()
    {
        await AskAsync([Chunks(Hello, Stop)],
        [
            new(ChatRole.System, "a"), new(ChatRole.System, "b"), new(ChatRole.User, "c"), new(ChatRole.Assistant, " "),
            new(ChatRole.User, "d"), new(ChatRole.Assistant, "e"), new(ChatRole.Assistant, "f"), new(ChatRole.User, ""),
        ]);

        Assert.Equal(["system a\n\nb", "user c\n\nd", "assistant e\n\nf", "user "],
            Body(0).GetProperty("messages").EnumerateArray().Select(message =>
                $"{message.GetProperty("role").GetString()} {message.GetProperty("content").GetString()}"));
    }

    [Theory]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":{"a":{}},"x-y":1}""", """{"type":"object","properties":{"a":{}},"x-y":1}""")]
    public async Task Tool_IsOfferedAsItIs(string schema, string expected)
    {
        await AskAsync(Chunks(Hello, Stop), new ChatOptions
        {
            Tools = [AIFunctionFactory.CreateDeclaration("t", "d", JsonElement.Parse(schema))],
        });

        Assert.Equal(
            $$$"""[{"type":"function","function":{"name":"t","description":"d","parameters":{{{expected}}}}}]""",
            Body(0).GetProperty("tools").GetRawText());
    }

    [Fact]
    public async Task Schema_IsSentAsItIs()
    {
        const string Schema = """{"type":"object","properties":{"a":{"type":"string"}}}""";

        await AskAsync(Chunks(Hello, Stop), new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(Schema), "x_output"),
        });

        Assert.Equal($$$"""{"type":"json_schema","json_schema":{"name":"x_output","schema":{{{Schema}}}}}""",
            Body(0).GetProperty("response_format").GetRawText());
    }

    [Fact]
    public void Url_KeepsWhatTheBaseHasInItsQuery()
    {
        Assert.Equal("https://a.b/openai/v1/chat/completions?api-version=1",
            Providers.Wire.ModelEndpoint.Below("https://a.b/openai/v1/?api-version=1", "/chat/completions").ToString());
    }

    private IEnumerable<string> Limits() => Server.Requests.Select((_, index) =>
        Body(index).EnumerateObject().Single(member => member.Name.StartsWith("max_", StringComparison.Ordinal)).Name);
}
