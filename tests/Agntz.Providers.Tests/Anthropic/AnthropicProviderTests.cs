using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Testing.Anthropic;
using Agntz.Testing.OpenAi;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Providers.Tests.Anthropic;

public sealed class AnthropicProviderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-03-04T05:06:07Z"));
    private FakeAnthropic? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeAnthropic Server => _server!;

    public async ValueTask InitializeAsync() => _server = await FakeAnthropic.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Ask_StreamsChunkByChunkAndCountsCachedTokens()
    {
        Server.Enqueue(new FakeAnswer.Text("a", "b", "c")
        {
            PromptTokens = 11,
            CompletionTokens = 4,
            CachedTokens = 2,
            CacheWriteTokens = 3,
        });

        var updates = await Client().AskAsync("Hello", null, Token);

        Assert.Equal(["a", "b", "c"], updates.Where(update => update.Text.Length > 0).Select(update => update.Text));
        var usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details;
        Assert.Equal((11, 4, 2), (usage.InputTokenCount, usage.OutputTokenCount, usage.CachedInputTokenCount));
        Assert.Equal(3, usage.AdditionalCounts?["CacheCreationInputTokens"]);
        Assert.Equal((ChatFinishReason.Stop, "claude-2026", "msg_1"),
            (updates[^1].FinishReason, updates[^1].ModelId, updates[^1].ResponseId));
        Assert.Equal("Bearer sk-secret", Assert.Single(Server.Requests).Authorization);
    }

    [Fact]
    public async Task Ask_WithoutAMaximum_GivesRoomForALongAnswer()
    {
        await Client().AskAsync("Hello", null, Token);

        Assert.Equal(16_384, Assert.Single(Server.Requests).Body.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(529, true)]
    public async Task Ask_Refused_SaysWhyOnceAndWhetherToTryAgain(int status, bool retryable)
    {
        Server.Enqueue(new FakeAnswer.Refusal(status, "not like this, sk-secret", "7"));

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("Hello", null, Token));

        Assert.Single(Server.Requests);
        Assert.Equal((status, retryable, 7.0), (failure.Status, failure.Retryable, failure.RetryAfter?.TotalSeconds));
        Assert.Contains("not like this", failure.Message);
        Assert.DoesNotContain("sk-secret", failure.ToString());
    }

    [Theory]
    [MemberData(nameof(Brokens))]
    public async Task Ask_BrokenStream_CanBeTriedAgain(FakeAnswer broken)
    {
        Server.Enqueue(broken);

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("Hello", null, Token));

        Assert.True(failure.Retryable);
        Assert.Single(Server.Requests);
    }

    public static TheoryData<FakeAnswer> Brokens() =>
    [
        new FakeAnswer.Cut("Half an "),
        new FakeAnswer.Unfinished("Half an "),
        new FakeAnswer.Malformed(),
    ];

    [Fact]
    public async Task Ask_TokenFiresWhileTheModelThinks_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        Server.Enqueue(new FakeAnswer.Held(new TaskCompletionSource().Task, new FakeAnswer.Text("never")));

        var asking = Client().AskAsync("Hello", null, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Token));
    }

    [Fact]
    public async Task Ask_NobodyListens_CanBeTriedAgain()
    {
        await using var gone = await FakeAnthropic.StartAsync();
        var address = gone.BaseUrl;
        await gone.DisposeAsync();

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client(address).AskAsync("Hello", null, Token));

        Assert.True(failure.Retryable);
    }

    [Fact]
    public async Task Ask_SettingThatThereIsNot_IsRefusedByName()
    {
        ChatOptions[] settings =
        [
            new() { Temperature = 1 }, new() { TopP = 1 }, new() { TopK = 1 }, new() { PresencePenalty = 1 },
            new() { FrequencyPenalty = 1 }, new() { Seed = 1 },
        ];

        var messages = new List<string>();
        foreach (var setting in settings)
        {
            messages.Add((await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("Hello", setting, Token))).Message);
        }

        Assert.Equal(
            ["temperature", "topP", "topK", "presencePenalty", "frequencyPenalty", "seed"],
            messages.Select(message => message.Split('\'')[1]));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Ask_SchemaThatIsNoObjectWithProperties_IsRefused()
    {
        var options = new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"array"}""")),
        };

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("Hello", options, Token));

        Assert.Contains("outputSchema", failure.Message);
    }

    [Fact]
    public void Find_ProtocolThatASettingNames_IsSpokenUnderAnyName()
    {
        var providers = TestProviders.Create(
            _clock, ("Models:Providers:proxy:BaseUrl", Server.BaseUrl), ("Models:Providers:proxy:Protocol", "Anthropic"));

        Assert.Equal(["demo", "proxy"], providers.Names);
        Assert.NotNull(providers.Find("proxy", "claude"));
    }

    private IChatClient Client(string? address = null) => TestProviders.Create(
        _clock, ("ANTHROPIC_API_KEY", "sk-secret"), ("ANTHROPIC_BASE_URL", address ?? Server.BaseUrl)).Find("anthropic", "claude")!;
}
