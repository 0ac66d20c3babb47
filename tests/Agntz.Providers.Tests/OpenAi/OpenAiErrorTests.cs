using System.Globalization;
using Agntz.Testing.Network;

namespace Agntz.Providers.Tests.OpenAi;

/// <summary>Errors, refusals and limits: told as what they are.</summary>
public sealed class OpenAiErrorTests : OpenAiWireTest
{
    [Theory]
    [InlineData("""{"error":{"message":"quota exceeded","type":"insufficient_quota","code":429}}""", "quota exceeded", false, 429)]
    [InlineData("""{"error":{"message":"slow down","type":"rate_limit_exceeded","code":"429"}}""", "slow down", true, 429)]
    [InlineData("""{"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}}""",
        "too long", false, null)]
    [InlineData("""{"error":{"message":"no","code":400}}""", "no", false, 400)]
    [InlineData("""{"error":{"message":"upstream","code":502,"metadata":{"raw":"the words of the other"}}}""",
        "the words of the other", true, 502)]
    [InlineData("""{"error":"model runner has unexpectedly stopped"}""", "unexpectedly stopped", true, null)]
    [InlineData("""{"error":true,"message":"it is broken"}""", "it is broken", true, null)]
    [InlineData("""{"object":"error","message":"out of memory","code":500}""", "out of memory", true, 500)]
    [InlineData("""{"detail":"Not today"}""", "Not today", true, null)]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"error","error":{"message":"lost","code":502}}]}""",
        "lost", true, 502)]
    [InlineData("""[{"error":{"message":"in a list","code":503}}]""", "in a list", true, 503)]
    public async Task Error_WithinASuccess_IsToldInItsWords(string error, string words, bool retryable, int? status)
    {
        foreach (var answer in new[] { Chunks(Hello, error), RecordedAnswer.Json(error) })
        {
            var failure = await FailAsync(answer);

            Assert.Contains(words, failure.Message);
            Assert.Equal((retryable, status), (failure.Retryable, failure.Status));
        }
    }

    [Theory]
    [InlineData("event: error\ndata: {\"message\":\"it broke\"}\n\n")]
    [InlineData("event: error\ndata: it broke\n\n")]
    [InlineData("event: error\ndata: \"it broke\"\n\n")]
    [InlineData("event:error\ndata:it broke")]
    [InlineData("error: {\"code\":500,\"message\":\"it broke\"}\n\n")]
    [InlineData("data: it broke\n\n")]
    [InlineData("it broke")]
    [InlineData("<html>\n<h1>it broke</h1>\n</html>")]
    public async Task Error_ThatIsNoChunk_IsToldInItsWords(string body)
    {
        var failure = await FailAsync(new RecordedAnswer { Body = body });

        Assert.Contains("it broke", failure.Message);
        Assert.True(failure.Retryable);
    }

    [Theory]
    [InlineData("event: error\ndata:\n\n")]
    [InlineData("event: error\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Half\"},\"finish_reason\":\"abort\"}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"del")]
    [InlineData("{\"choices\":[{\"mess")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("")]
    public async Task Answer_ThatIsNotWhole_CanBeTriedAgain(string body)
    {
        var failure = await FailAsync(new RecordedAnswer { Body = body });

        Assert.True(failure.Retryable);
    }

    [Theory]
    [InlineData("""{"refusal":"I cannot help with that."}""", "stop", "refused to answer: I cannot help with that.")]
    [InlineData("""{"content":"Half"}""", "content_filter", "content filter")]
    [InlineData("{}", "content_filter: PROHIBITED_CONTENT", "PROHIBITED_CONTENT")]
    [InlineData("{}", "SAFETY", "content filter")]
    public async Task Refusal_FailsForGoodAndSaysSo(string delta, string reason, string words)
    {
        var failure = await FailAsync(Chunks(
            Delta(delta), $$$"""{"choices":[{"index":0,"delta":{"refusal":null},"finish_reason":"{{{reason}}}"}]}"""));

        Assert.Contains(words, failure.Message);
        Assert.Equal((false, "MODEL_REFUSED"), (failure.Retryable, failure.Code));
    }

    [Theory]
    [InlineData(425, true)]
    [InlineData(422, false)]
    [InlineData(307, false)]
    public async Task Status_SaysWhetherToTryAgain(int status, bool retryable)
    {
        var failure = await FailAsync(RecordedAnswer.Json("{}", status));

        Assert.Equal((status, retryable), (failure.Status, failure.Retryable));
    }

    [Theory]
    [InlineData("""{"error":"plain words"}""")]
    [InlineData("""{"detail":"plain words"}""")]
    [InlineData("""[{"error":{"message":"plain words"}}]""")]
    [InlineData("""{"message":"plain words","request_id":"x"}""")]
    [InlineData("plain words")]
    public async Task Body_OfAnError_IsToldInItsWords(string body)
    {
        var failure = await FailAsync(RecordedAnswer.Json(body, 500));

        Assert.EndsWith("plain words", failure.Message);
    }

    [Fact]
    public async Task Body_OfAnError_IsReadToABound()
    {
        var failure = await FailAsync(Endless(new string('x', 10_000)) with { Status = 500 });

        Assert.True(failure.Message.Length < 1_000);
    }

    [Fact]
    public async Task Status_OfAQuotaThatIsUsedUp_IsNotTriedAgain()
    {
        var failure = await FailAsync(RecordedAnswer.Json(
            """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota"}}""", 429));

        Assert.False(failure.Retryable);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"@@@@@@@@@@@@@@@@\"}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"@@@@@@@@@@@@@@@@\"}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"@@\"}}]}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"a\"}},{\"function\":{\"name\":\"b\"}}]}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{}}]}\n\n")]
    [InlineData(": ping\n\n")]
    [InlineData("data: ")]
    [InlineData("data: \"\n")]
    [InlineData("\n")]
    [InlineData("{")]
    public async Task Answer_WithoutAnEnd_IsEndedByTheLimitInWords(string piece)
    {
        var failure = await FailAsync(Endless(piece));

        Assert.Equal((false, "OUTPUT_TOO_LARGE"), (failure.Retryable, failure.Code));
        Assert.Contains(65_536.ToString(CultureInfo.InvariantCulture), failure.Message);
    }

    [Fact]
    public async Task Answer_BelowTheLimit_IsWhole()
    {
        var text = new string('@', 60_000);

        Assert.Equal(text, (await AskAsync(Chunks(Delta($$"""{"content":"{{text}}"}"""), Stop))).Text);
    }
}
