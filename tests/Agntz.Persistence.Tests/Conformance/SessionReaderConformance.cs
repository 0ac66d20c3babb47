using Agntz.Domain.Sessions;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class SessionReaderConformance(StorageProvider provider) : StoreConformance(provider)
{
    private ISessionReader Sessions => Store.Get<ISessionReader>();

    [Fact]
    public async Task Find_UnknownOrForeignSession_IsNull()
    {
        await ImportAsync("chat", 2);
        var stranger = await Store.NewOwnerAsync();

        Assert.Null(await Sessions.FindAsync(Owner, "other", Token));
        Assert.Null(await Sessions.FindAsync(stranger, "chat", Token));
    }

    [Fact]
    public async Task List_ManySessions_AreReadPageByPageWithoutAGapOrARepetition()
    {
        for (var index = 0; index < 7; index++)
        {
            Clock.Advance(TimeSpan.FromSeconds(index % 3));
            await ImportAsync($"s{index}", 1, agent: index % 2 == 0 ? "even" : "odd");
        }

        var all = await ListAsync(null);
        var even = await ListAsync("even");

        Assert.Equal(7, all.Distinct().Count());
        Assert.Equal(all.Where(id => (id[1] - '0') % 2 == 0), even);
        Assert.Empty((await Sessions.ListAsync(await Store.NewOwnerAsync(), new SessionQuery { Limit = 9 }, Token)).Sessions);
    }

    [Fact]
    public async Task ReadLast_GivesTheNewestInTheirOrder()
    {
        var hold = (await Store.CreateAsync(
            Store.NewRun(Owner, "chat", SessionConflict.Enqueue, await Store.NewWorkerAsync())))!;
        await Store.CompleteAsync(hold, "Hello", "Hi");
        var next = (await Store.CreateAsync(
            Store.NewRun(Owner, "chat", SessionConflict.Enqueue, await Store.NewWorkerAsync())))!;
        await Store.CompleteAsync(next, "And?", "Well.");

        var last = await Sessions.ReadLastAsync(Owner, hold.Session!, 3, Token);

        Assert.Equal(["\"Hi\"", "\"And?\"", "\"Well.\""], last.Select(message => message.Content));
        Assert.Empty(await Sessions.ReadLastAsync(await Store.NewOwnerAsync(), hold.Session!, 3, Token));
    }

    private Task ImportAsync(string id, int messages, string? agent = null) =>
        Store.Get<ISessionImporter>().ImportAsync(
            Owner,
            [
                new SessionImport(id, agent,
                [
                    .. Enumerable.Range(0, messages).Select(index => new SessionMessage
                    {
                        Role = MessageRoles.User,
                        Content = $"\"{index}\"",
                        Timestamp = Clock.GetUtcNow(),
                    }),
                ]),
            ],
            mayExist: false, dryRun: false, Token);

    private async Task<List<string>> ListAsync(string? agent)
    {
        var ids = new List<string>();
        SessionCursor? after = null;
        do
        {
            var page = await Sessions.ListAsync(Owner, new SessionQuery { AgentId = agent, Limit = 2, After = after }, Token);
            ids.AddRange(page.Sessions.Select(session => session.Id));
            after = page.Next;
        }
        while (after is not null);

        return ids;
    }
}
