using Agntz.Domain.Execution.Models;
using Agntz.Testing.OpenAi;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Providers.Tests.OpenAi;

public sealed class OpenAiProviderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-03-04T05:06:07Z"));
    private FakeOpenAi? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeOpenAi Server => _server!;

    public async ValueTask InitializeAsync() => _server = await FakeOpenAi.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Ask_StreamsChunkByChunk()
    {
        Server.Enqueue(new FakeAnswer.Text("a", "b", "c"));

        var updates = await Client().AskAsync("Hello", null, Token);

        Assert.Equal(["a", "b", "c"], updates.Where(update => update.Text.Length > 0).Select(update => update.Text));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task Ask_Refused_SaysWhyOnceAndWhetherToTryAgain(int status, bool retryable)
    {
        Server.Enqueue(new FakeAnswer.Refusal(status, "not like this, sk-secret"));

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("Hello", null, Token));

        Assert.Single(Server.Requests);
        Assert.Equal((status, retryable), (failure.Status!.Value, failure.Retryable));
        Assert.Contains("not like this", failure.Message);
        Assert.DoesNotContain("sk-secret", failure.Message);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("Wed, 04 Mar 2026 05:06:19 GMT", 12.0)]
    [InlineData("Wed, 04 Mar 2026 05:06:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Ask_RefusedUntilLater_SaysUntilWhen(string header, double? seconds)
    {
        Server.Enqueue(new FakeAnswer.Refusal(429, "busy", header));

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client().AskAsync("Hello", null, Token));

        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Ask_NobodyListens_CanBeTriedAgain()
    {
        await using var gone = await FakeOpenAi.StartAsync();
        var address = gone.BaseUrl;
        await gone.DisposeAsync();

        var failure = await Assert.ThrowsAsync<ModelCallException>(() => Client(address).AskAsync("Hello", null, Token));

        Assert.True(failure.Retryable);
    }

    [Fact]
    public async Task Ask_TokenFiresWhileTheModelThinks_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        Server.Enqueue(new FakeAnswer.Held(new TaskCompletionSource().Task, new FakeAnswer.Text("never")));

        var asking = Client().AskAsync("Hello", null, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Token));
    }

    [Theory]
    [InlineData("openai", "OPENAI_API_KEY")]
    [InlineData("groq", "GROQ_API_KEY")]
    [InlineData("ollama", "OLLAMA_BASE_URL")]
    [InlineData("mine", "Models:Providers:mine:BaseUrl")]
    public void Find_ProviderThatASettingNames_IsThere(string provider, string key)
    {
        var providers = TestProviders.Create(_clock, (key, "http://127.0.0.1:1/v1"));

        Assert.NotNull(providers.Find(provider, "m"));
        Assert.Equal(new[] { "demo", provider }.Order(), providers.Names);
    }

    [Fact]
    public void Find_ProviderThatNothingNames_IsNotThere()
    {
        Assert.Null(TestProviders.Create(_clock).Find("openai", "gpt"));
    }

    private IChatClient Client(string? address = null) => TestProviders.Create(
        _clock, ("OPENAI_API_KEY", "sk-secret"), ("OPENAI_BASE_URL", address ?? Server.BaseUrl)).Find("openai", "gpt")!;
}
