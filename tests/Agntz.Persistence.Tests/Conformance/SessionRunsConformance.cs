using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>Runs that are part of a session: where it begins, and what they leave there.</summary>
public abstract class SessionRunsConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IRunReader Runs => Store.Get<IRunReader>();

    private ISessionReader Sessions => Store.Get<ISessionReader>();

    [Fact]
    public async Task Create_InASessionThatIsNotThere_BeginsIt()
    {
        var hold = await BeginAsync("chat");

        Assert.Equal("chat", hold.Session!.Id);
        Assert.Equal("chat", (await Runs.FindAsync(Owner, hold.Id, Token))!.SessionId);
        Assert.Equal("chat", (await Store.Get<ITraceReader>().FindAsync(Owner, hold.Id, null, Token))!.Summary.SessionId);
        Assert.Equal([], await Sessions.FindAsync(Owner, "chat", Token));
    }

    [Fact]
    public async Task Create_UnderANameMadeForIt_BeginsASessionThatCanBeGoneOnWith()
    {
        var run = Store.NewRun(Owner, "sess_1", SessionConflict.Supersede, await Store.NewWorkerAsync());
        var first = (await Store.CreateAsync(run with { Session = run.Session! with { IsGenerated = true } }))!;
        await Store.CompleteAsync(first, "Hello", "Hi");

        var second = await BeginAsync("sess_1");

        Assert.Equal(first.Session, second.Session);
        Assert.Equal(2, (await Sessions.FindAsync(Owner, "sess_1", Token))!.Count);
    }

    [Fact]
    public async Task Create_ByAnotherOwnerUnderTheSameName_IsAnotherSession()
    {
        var stranger = await Store.NewOwnerAsync();
        var mine = await BeginAsync("chat");

        var theirs = (await Store.CreateAsync(
            Store.NewRun(stranger, "chat", SessionConflict.Reject, await Store.NewWorkerAsync())))!;
        await Store.CompleteAsync(mine, "mine", "kept");

        Assert.NotEqual(mine.Session!.Key, theirs.Session!.Key);
        Assert.Equal([], await Sessions.FindAsync(stranger, "chat", Token));
    }

    [Fact]
    public async Task Complete_AddsInputAndOutputAsOneTurn()
    {
        await Store.CompleteAsync(await BeginAsync("chat"), "Hello", "Hi");
        Clock.Advance(TimeSpan.FromSeconds(3));
        await Store.CompleteAsync(await BeginAsync("chat"), "And?", "Well.");

        var messages = await Sessions.FindAsync(Owner, "chat", Token);
        Assert.Equal(
            [("user", "\"Hello\""), ("assistant", "\"Hi\""), ("user", "\"And?\""), ("assistant", "\"Well.\"")],
            messages!.Select(message => (message.Role, message.Content)));
        var summary = Assert.Single((await Sessions.ListAsync(Owner, new SessionQuery { Limit = 10 }, Token)).Sessions);
        Assert.Equal((4L, Clock.GetUtcNow()), (summary.MessageCount, summary.UpdatedAt));
    }

    [Fact]
    public async Task End_AnyOtherWay_AddsNothing()
    {
        var turn = new SessionTurn("\"a\"", "\"b\"", null);
        var failed = await BeginAsync("chat");
        await EndAsync(failed, new RunOutcome.Failed(RunErrors.Internal), turn);
        var cancelled = await BeginAsync("chat");
        await Store.Get<IRunCanceller>().RequestAsync(Owner, cancelled.Id, CancelMode.Finish, Token);

        await EndAsync(cancelled, new RunOutcome.Completed("""{"output":"b"}"""), turn);

        Assert.Equal(RunStatus.Cancelled, (await Runs.FindAsync(Owner, cancelled.Id, Token))!.Status);
        Assert.Equal([], await Sessions.FindAsync(Owner, "chat", Token));
    }

    [Fact]
    public async Task Claim_RunOfASession_KnowsIt()
    {
        await Store.CreateAsync(Store.NewRun(Owner, "chat", SessionConflict.Supersede));

        var claimed = Assert.Single(await Store.ClaimAsync(await Store.NewWorkerAsync()));

        Assert.Equal("chat", claimed.Hold.Session!.Id);
        await Store.CompleteAsync(claimed.Hold, "Hello", "Hi");
        Assert.Equal(2, (await Sessions.FindAsync(Owner, "chat", Token))!.Count);
    }

    private async Task<RunHold> BeginAsync(string session) => (await Store.CreateAsync(
        Store.NewRun(Owner, session, SessionConflict.Supersede, await Store.NewWorkerAsync())))!;

    private Task<CommitOutcome> EndAsync(RunHold hold, RunOutcome outcome, SessionTurn turn) =>
        Store.Get<IRunWriter>().WriteAsync(new RunWrite(hold, [], new RunEnding
        {
            Outcome = outcome,
            EndedAt = Clock.GetUtcNow(),
            Turn = turn,
        }));
}
