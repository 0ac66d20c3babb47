using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Streams;

/// <summary>
/// A process is killed when everything of a commit was sent and nothing of it acknowledged: nobody has seen it, and what
/// becomes of it, one way or the other, is what everybody sees.
/// </summary>
public sealed class DurabilityTests : IAsyncLifetime
{
    private const string Said = "Once upon";

    private static readonly (string, string) ShortLease = ("Worker:LeaseDuration", "00:00:02");

    private readonly TaskCompletionSource _release = new();
    private readonly TaskCompletionSource _never = new();
    private FakeOpenAi? _model;

    private FakeOpenAi Model => _model!;

    public async ValueTask InitializeAsync() => _model = await FakeOpenAi.StartAsync(
        new FakeAnswer.Paused(Said, _release.Task, new FakeAnswer.Paused(" a time", _never.Task, new FakeAnswer.Text())),
        new FakeAnswer.Text("Found."));

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        _never.TrySetResult();
        await Model.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_BetweenHandOverAndCommit_NobodyHasSeenWhatIsLostAndNoNumberIsUsedTwice(bool isLost)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var replica = AgntzApplication.Start(location, [("Worker:Enabled", "false"), .. Model.Settings]);
        await using var process = AgntzProcess.StartOn(
            location, [(ShortLease.Item1.Replace(":", "__", StringComparison.Ordinal), ShortLease.Item2), .. Model.Settings]);
        using var api = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(SlowAgent.Remote);
        var id = await api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var here = await Subscriber.JoinAsync(api, id);
        await using var there = await Subscriber.JoinAsync(replica.Api, id);
        await here.ReadUntilTextAsync();
        await there.ReadUntilTextAsync();

        await using var held = await HeldCommit.HoldAsync(location.ConnectionString!);
        _release.SetResult();
        var committing = await held.ReachedAsync();
        await using var late = await Subscriber.JoinAsync(api, id);
        await late.ReadUntilTextAsync();
        await process.KillAsync();
        await here.ReadUntilCutAsync();
        await late.ReadUntilCutAsync();
        await (isLost ? held.LoseAsync(committing) : held.ReleaseAsync());
        await using var successor = AgntzApplication.Start(location, [ShortLease, .. Model.Settings]);
        await there.ReadToEndAsync();

        await using var after = await Subscriber.JoinAsync(successor.Api, id);
        await after.ReadToEndAsync();
        after.AssertWhole();
        Assert.Equal(isLost ? [Said, "Found."] : [Said, " a time", "Found."], after.Texts);
        there.AssertSameAs(after);
        here.AssertBeginningOf(there, lastText: Said);
        late.AssertBeginningOf(there, lastText: Said);
    }
}
