using Agntz.Domain.Sessions;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class SessionImporterConformance(StorageProvider provider) : StoreConformance(provider)
{
    private ISessionReader Sessions => Store.Get<ISessionReader>();

    [Fact]
    public async Task Import_NewSessions_KeepsEveryMessageAsItIs()
    {
        var at = Clock.GetUtcNow().AddDays(-3);
        SessionMessage[] messages =
        [
            new() { Role = "system", Content = "\"Be brief.\"", Timestamp = at },
            new() { Role = "user", Content = """[{"type":"text","text":"Hi"}]""", Timestamp = at.AddSeconds(1) },
            new() { Role = "assistant", Content = "\"\"", Timestamp = at.AddSeconds(2), ToolCalls = """[{"id":"c1"}]""" },
            new() { Role = "tool", Content = "\"4\"", Timestamp = at.AddSeconds(3), ToolCallId = "c1" },
        ];

        var outcome = await ImportAsync([new("chat", "helper", messages)]);

        Assert.Empty(Assert.IsType<SessionImportOutcome.Done>(outcome).Existing);
        Assert.Equal(messages, await Sessions.FindAsync(Owner, "chat", Token));
        var summary = Assert.Single((await Sessions.ListAsync(Owner, new SessionQuery { Limit = 5 }, Token)).Sessions);
        Assert.Equal(
            ("chat", "helper", 4L, at, at.AddSeconds(3)),
            (summary.Id, summary.AgentId, summary.MessageCount, summary.CreatedAt, summary.UpdatedAt));
    }

    [Fact]
    public async Task Import_SessionThatExists_IsLeftAsItIs()
    {
        await ImportAsync([Session("old", "first")]);

        var outcome = await ImportAsync([Session("old", "second"), Session("new", "third")]);

        Assert.Equal(["old"], Assert.IsType<SessionImportOutcome.Done>(outcome).Existing);
        Assert.Equal("\"first\"", Assert.Single((await Sessions.FindAsync(Owner, "old", Token))!).Content);
        Assert.NotNull(await Sessions.FindAsync(Owner, "new", Token));
    }

    [Fact]
    public async Task Import_WhereNoneMayExist_ChangesNothingWhenOneDoes()
    {
        await ImportAsync([Session("old", "first")]);

        var outcome = await ImportAsync([Session("new", "second"), Session("old", "third")], mayExist: false);

        Assert.Equal("old", Assert.IsType<SessionImportOutcome.Exists>(outcome).Id);
        Assert.Null(await Sessions.FindAsync(Owner, "new", Token));
    }

    [Fact]
    public async Task Import_DryRun_ChangesNothing()
    {
        await ImportAsync([Session("new", "first")], dryRun: true);

        Assert.Null(await Sessions.FindAsync(Owner, "new", Token));
    }

    private SessionImport Session(string id, string text) => new(id, null,
        [new SessionMessage { Role = MessageRoles.User, Content = $"\"{text}\"", Timestamp = Clock.GetUtcNow() }]);

    private Task<SessionImportOutcome> ImportAsync(
        IReadOnlyList<SessionImport> sessions, bool mayExist = true, bool dryRun = false) =>
        Store.Get<ISessionImporter>().ImportAsync(Owner, sessions, mayExist, dryRun, Token);
}
