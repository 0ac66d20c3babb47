using System.Diagnostics.Metrics;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Runs;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Usage;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Providers.Tests.Measured;

public sealed class MeasuredModelTests : IAsyncLifetime
{
    private const string Duration = "gen_ai.client.operation.duration";
    private const string Tokens = "gen_ai.client.token.usage";

    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(2) };
    private FakeOpenAi? _server;
    private ServiceProvider? _services;
    private MeasuredValues? _values;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeOpenAi Server => _server!;

    private MeasuredValues Values => _values!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeOpenAi.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("OPENAI_API_KEY", "sk-test"), new("OPENAI_BASE_URL", Server.BaseUrl)]).Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(GenAiConventions.Version141)
            .AddAgntzProviders(configuration)
            .BuildServiceProvider();
        _values = new MeasuredValues(_services.GetRequiredService<IMeterFactory>());
    }

    public async ValueTask DisposeAsync()
    {
        _values?.Dispose();
        await _services!.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Answer_IsMeasuredInTimeAndTokens()
    {
        await Find("demo", "demo-1").AskAsync("one two three", new ChatOptions { ModelId = "demo-1" }, Token);

        var call = Assert.Single(Values.Of(Duration));
        Assert.Equal(2, call.Value);
        Assert.Equal(
            ["gen_ai.operation.name=chat", "gen_ai.provider.name=demo", "gen_ai.request.model=demo-1",
                "gen_ai.response.model=demo-1"],
            call.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order());
        Assert.Equal(["input", "output"], Values.Of(Tokens).Select(it => it.Tag("gen_ai.token.type")));
        Assert.All(Values.Of(Tokens), it => Assert.True(it.Value > 0));
    }

    [Fact]
    public void Answer_ByTheNewestNames_IsMeasuredInEveryUseOfTokens()
    {
        const string Use = "gen_ai.client.inference.usage";
        const string OfCall = "gen_ai.client.inference.operation";
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = meters.GetRequiredService<IMeterFactory>();
        using var values = new MeasuredValues(factory);
        var instruments = new ModelInstruments(factory, GenAiConventions.Latest);

        instruments.Called("anthropic", "claude", "claude-1", TimeSpan.FromSeconds(2), error: null);
        instruments.Used("anthropic", "claude", "claude-1", new RunUsage(100, 50), new TokenParts(60, 30, 20));

        Assert.Equal(2, Assert.Single(values.Of("gen_ai.client.inference.duration")).Value);
        Assert.Equal(100, Assert.Single(values.Of($"{OfCall}.input_tokens")).Value);
        Assert.Equal(50, Assert.Single(values.Of($"{OfCall}.output_tokens")).Value);
        Assert.Equal(
            [100, 50, 60, 30, 20],
            ((string[])["input", "output", "cache_read.input", "cache_write.input", "reasoning.output"])
                .Select(it => Assert.Single(values.Of($"{Use}.{it}_tokens")))
                .Where(it => it.Tag("gen_ai.token.modality") == "unknown")
                .Select(it => it.Value));
    }

    [Fact]
    public async Task Refusal_IsMeasuredWithItsStatusAndWithoutTokens()
    {
        Server.Enqueue(new FakeAnswer.Refusal(503, "busy"));

        await Assert.ThrowsAsync<ModelCallException>(() => Find("openai", "gpt-x").AskAsync("Hi", null, Token));

        Assert.Equal("503", Assert.Single(Values.Of(Duration)).Tag("error.type"));
        Assert.Empty(Values.Of(Tokens));
    }

    [Fact]
    public async Task CallThatIsBrokenOff_IsMeasuredAsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Find("demo", "demo-1").AskAsync("Hi", null, cancelled.Token));

        Assert.Equal("cancelled", Assert.Single(Values.Of(Duration)).Tag("error.type"));
    }

    private IChatClient Find(string provider, string model) =>
        _services!.GetRequiredService<IModelProviders>().Find(provider, model)!;
}
