using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class DeletionsConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IDeletions Deletions => Store.Get<IDeletions>();

    [Fact]
    public async Task DeleteRun_ThatHasEnded_IsFoundNowhereAnyMore()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(hold);

        Assert.Equal(Deletion.Deleted, await Deletions.DeleteRunAsync(Owner, hold.Id, Token));

        Assert.False(await IsFoundAsync(hold.Id));
        Assert.False(await HasTraceAsync(hold.Id));
        Assert.Empty((await Store.Get<IRunReader>().ListAsync(Owner, new RunQuery { Limit = 9 }, Token)).Rows);
        Assert.Equal(Deletion.Unknown, await Deletions.DeleteRunAsync(Owner, hold.Id, Token));
    }

    [Fact]
    public async Task DeleteRun_ThatIsActive_ChangesNothing()
    {
        var hold = await Store.BeginAsync(Owner);

        Assert.Equal(Deletion.Active, await Deletions.DeleteRunAsync(Owner, hold.Id, Token));
        Assert.Equal(Deletion.Active, await Deletions.DeleteTraceAsync(Owner, hold.Id, Token));

        Assert.True(await IsFoundAsync(hold.Id));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));
    }

    [Fact]
    public async Task Delete_WhatBelongsToSomebodyElse_ChangesNothing()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(hold);
        await Store.CreateAsync(Store.NewRun(Owner, "chat", SessionConflict.Enqueue));
        var stranger = await Store.NewOwnerAsync();

        Assert.Equal(Deletion.Unknown, await Deletions.DeleteRunAsync(stranger, hold.Id, Token));
        Assert.Equal(Deletion.Unknown, await Deletions.DeleteTraceAsync(stranger, hold.Id, Token));
        Assert.Null(await Deletions.DeleteSessionAsync(stranger, "chat", Token));

        Assert.True(await IsFoundAsync(hold.Id));
        Assert.True(await HasTraceAsync(hold.Id));
        Assert.True(await HasSessionAsync("chat"));
    }

    [Fact]
    public async Task DeleteTrace_LeavesTheRecordAndTheLogOfItsRun()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(hold);

        Assert.Equal(Deletion.Deleted, await Deletions.DeleteTraceAsync(Owner, hold.Id, Token));

        Assert.False(await HasTraceAsync(hold.Id));
        Assert.True(await IsFoundAsync(hold.Id));
        Assert.NotNull(await Store.Get<ILogReader>().ReadAsync(Owner, hold.Id, LogKind.Events, 0, Token));
        Assert.Equal(Deletion.Unknown, await Deletions.DeleteTraceAsync(Owner, hold.Id, Token));
    }

    [Fact]
    public async Task DeleteSession_TakesItsRunsWithIt_AndLeavesOthers()
    {
        var ended = (await Store.CreateAsync(await NewRunAsync("chat")))!;
        await Store.CompleteAsync(ended, "Hello", "Hi");
        var other = (await Store.CreateAsync(await NewRunAsync("other")))!;
        await Store.CompleteAsync(other, "Hello", "Hi");

        Assert.Empty((await Deletions.DeleteSessionAsync(Owner, "chat", Token))!);

        Assert.False(await IsFoundAsync(ended.Id));
        Assert.False(await HasTraceAsync(ended.Id));
        Assert.False(await HasSessionAsync("chat"));
        Assert.True(await IsFoundAsync(other.Id));
        Assert.True(await HasTraceAsync(other.Id));
        Assert.True(await HasSessionAsync("other"));
        Assert.Null(await Deletions.DeleteSessionAsync(Owner, "chat", Token));
    }

    [Fact]
    public async Task DeleteSession_WithActiveRuns_CancelsThemAndShowsThemNoMore()
    {
        var running = (await Store.CreateAsync(await NewRunAsync("chat")))!;
        var waiting = Store.NewRun(Owner, "chat", SessionConflict.Enqueue);
        await Store.CreateAsync(waiting);

        var told = await Deletions.DeleteSessionAsync(Owner, "chat", Token);

        Assert.Equal([running.Id], told!);
        foreach (var status in new RunStatus?[] { null, RunStatus.Pending, RunStatus.Running })
        {
            var query = new RunQuery { Limit = 9, Status = status };
            Assert.Empty((await Store.Get<IRunReader>().ListAsync(Owner, query, Token)).Rows);
        }

        Assert.False(await IsFoundAsync(running.Id));
        Assert.Equal(Deletion.Unknown, await Deletions.DeleteRunAsync(Owner, running.Id, Token));
        Assert.Equal(CommitOutcome.Cancelled, await Store.CompleteAsync(running, "Hello", "Hi"));
        var next = Assert.Single(await Store.ClaimAsync(await Store.NewWorkerAsync()));
        Assert.Equal(waiting.Id, next.Hold.Id);
        Assert.Equal(CommitOutcome.Cancelled, await Store.CompleteAsync(next.Hold, "And?", "No."));
        await EraseForgottenAsync(2);
        Assert.Equal(StoredRows.None, await StoredRows.CountAsync(Store, Token));
    }

    [Fact]
    public async Task DeleteSession_ASessionThatBeginsUnderItsName_HasNothingOfIt()
    {
        var old = (await Store.CreateAsync(await NewRunAsync("chat")))!;
        await Store.CompleteAsync(old, "Old", "Old");
        var open = (await Store.CreateAsync(await NewRunAsync("chat")))!;
        await Deletions.DeleteSessionAsync(Owner, "chat", Token);

        var young = (await Store.CreateAsync(await NewRunAsync("chat")))!;
        await Store.CompleteAsync(young, "Hello", "Hi");
        await Store.CompleteAsync(open, "Late", "Late");
        await EraseAsync(2);

        var messages = await Store.Get<ISessionReader>().FindAsync(Owner, "chat", Token);
        Assert.Equal(["\"Hello\"", "\"Hi\""], messages!.Select(message => message.Content));
        Assert.True(await IsFoundAsync(young.Id));
        Assert.False(await IsFoundAsync(open.Id));
    }

    [Fact]
    public async Task DeleteSession_WhileRunsAreCreatedInIt_LeavesNoneBehind()
    {
        await Store.CreateAsync(await NewRunAsync("chat"));
        var creations = Enumerable.Range(0, 40).Select(_ => Task.Run(
            () => Store.CreateAsync(Store.NewRun(Owner, "chat", SessionConflict.Enqueue)), Token)).ToList();
        var deletions = Enumerable.Range(0, 3).Select(_ => Task.Run(
            () => Deletions.DeleteSessionAsync(Owner, "chat", Token), Token)).ToList();
        await Task.WhenAll(creations);
        await Task.WhenAll(deletions);

        // What was created before a deletion is gone with it; what came after it is a session of its own.
        await Deletions.DeleteSessionAsync(Owner, "chat", Token);

        Assert.Empty((await Store.Get<IRunReader>().ListAsync(Owner, new RunQuery { Limit = 99 }, Token)).Rows);
    }

    private async Task<NewRun> NewRunAsync(string session) =>
        Store.NewRun(Owner, session, SessionConflict.Enqueue, await Store.NewWorkerAsync());

    private async Task<bool> IsFoundAsync(RunId id) =>
        await Store.Get<IRunReader>().FindAsync(Owner, id, Token) is not null
        && await Store.Get<ILogReader>().ReadAsync(Owner, id, LogKind.Events, 0, Token) is not null;

    private async Task<bool> HasTraceAsync(RunId id) =>
        await Store.Get<ITraceReader>().FindAsync(Owner, id, null, Token) is not null
        && await Store.Get<ILogReader>().ReadAsync(Owner, id, LogKind.Spans, 0, Token) is not null;

    private async Task<bool> HasSessionAsync(string id) =>
        await Store.Get<ISessionReader>().FindAsync(Owner, id, Token) is not null;
}
