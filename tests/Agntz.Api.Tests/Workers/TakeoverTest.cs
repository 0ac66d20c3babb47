using Agntz.Domain.Runs;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>
/// Tests in which a process of the operating system is lost, or stops, while the second call of its run is in flight,
/// and another one goes on.
/// </summary>
public abstract class TakeoverTest : IAsyncLifetime
{
    private const string TwoCalls =
        """
        id: two-calls
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: openai, name: fake}, instruction: one}
          - agent: {id: second, kind: llm, model: {provider: openai, name: fake}, instruction: two}

        """;

    private readonly TaskCompletionSource _never = new();
    private FakeOpenAi? _model;

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected FakeOpenAi Model => _model!;

    public async ValueTask InitializeAsync() => _model = await FakeOpenAi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _never.TrySetResult();
        await Model.DisposeAsync();
    }

    protected AgntzProcess Start(StoreLocation location, params (string Key, string Value)[] settings) =>
        AgntzProcess.StartOn(location, [.. Model.Settings, .. settings]);

    protected AgntzApplication Join(StoreLocation location, params (string Key, string Value)[] settings) =>
        AgntzApplication.Start(location, [.. Model.Settings, .. settings]);

    protected static async Task<AgntzClient> ImportAsync(AgntzProcess process)
    {
        var api = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(TwoCalls);
        return api;
    }

    protected async Task<RunId> StartAndReachTheSecondCallAsync(AgntzClient api)
    {
        Model.Enqueue(new FakeAnswer.Text("First."));
        Model.Enqueue(new FakeAnswer.Held(_never.Task, new FakeAnswer.Text("Never.")));
        Model.Enqueue(new FakeAnswer.Text("Second."));
        Assert.True(RunId.TryParse(await api.StartAsync("two-calls", "go"), out var run));
        await Model.ReceivedAsync(2);
        return run;
    }

    /// <summary>Lets the call in flight come to its end.</summary>
    protected void ReleaseTheCall() => _never.SetResult();
}
