using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Providers.Tests.Demo;

public sealed class DemoChatClientTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_Anything_StreamsAReplyMadeFromItAndCountsWords()
    {
        var updates = await Client().AskAsync("one two three", null, Token);

        var usage = updates.SelectMany(update => update.Contents).OfType<UsageContent>().Single().Details;
        Assert.Equal("You said: one two three", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(5, updates.Count(update => update.Text.Length > 0));
        Assert.Equal((3L, 5L), (usage.InputTokenCount, usage.OutputTokenCount));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Fact]
    public async Task Ask_Twice_AnswersTheSame()
    {
        var first = await Client().AskAsync("Hello", null, Token);
        var second = await Client().AskAsync("Hello", null, Token);

        Assert.Equal(first.Select(update => update.Text), second.Select(update => update.Text));
    }

    [Fact]
    public async Task Ask_WithReply_SaysIt()
    {
        var updates = await Client().AskAsync("Hello", Options("""{"reply":"just this"}"""), Token);

        Assert.Equal("just this", string.Concat(updates.Select(update => update.Text)));
    }

    [Fact]
    public async Task Ask_WithError_FailsWithItForGood()
    {
        var failure = await Assert.ThrowsAsync<ModelCallException>(
            () => Client().AskAsync("Hello", Options("""{"error":"out of order"}"""), Token));

        Assert.Equal("out of order", failure.Message);
        Assert.False(failure.Retryable);
    }

    [Fact]
    public async Task Ask_WithDelay_TakesThatLongInAll()
    {
        var asking = Client().AskAsync("Hello", Options("""{"delayMs":400,"reply":"a b c d"}"""), Token);

        for (var word = 0; word < 4; word++)
        {
            Assert.False(asking.IsCompleted);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(5, (await asking.WaitAsync(Token)).Count);
    }

    [Fact]
    public async Task Ask_WithToolCalls_AsksForEachOnceAndThenReplies()
    {
        var options = Options("""{"reply":"done","toolCalls":[{"name":"a","arguments":{"x":1}},{"name":"b"}]}""");
        var first = await Client().AskAsync("Hello", options, Token);
        var calls = first.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ToList();
        List<ChatMessage> conversation =
        [
            new(ChatRole.User, "Hello"),
            new(ChatRole.Assistant, [.. calls]),
            new(ChatRole.Tool, [.. calls.Select(call => new FunctionResultContent(call.CallId, "ok"))]),
        ];

        var second = await Client().GetStreamingResponseAsync(conversation, options, Token).ToListAsync(Token);

        Assert.Equal(["a", "b"], calls.Select(call => call.Name));
        Assert.Equal("1", calls[0].Arguments!["x"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, first[^1].FinishReason);
        Assert.Equal("done", string.Concat(second.Select(update => update.Text)));
    }

    [Theory]
    [InlineData("""{"replay":"x"}""")]
    [InlineData("""{"delayMs":-1}""")]
    [InlineData("""{"toolCalls":[{}]}""")]
    public async Task Ask_WithOptionsThatAreNotUnderstood_FailsAndSaysWhichAre(string options)
    {
        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("x", Options(options), Token));

        Assert.Contains("toolCalls", failure.Message);
    }

    private static ChatOptions Options(string demo) =>
        new() { AdditionalProperties = new AdditionalPropertiesDictionary { ["demo"] = JsonElement.Parse(demo) } };

    private IChatClient Client() => TestProviders.Create(_clock).Find("demo", "demo-1")!;
}
