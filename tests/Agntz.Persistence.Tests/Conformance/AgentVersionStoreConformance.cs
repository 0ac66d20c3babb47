using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Time;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class AgentVersionStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private const string Agent = "writer";

    private IAgentStore Agents => Store.Get<IAgentStore>();

    private IAgentVersionStore Versions => Store.Get<IAgentVersionStore>();

    [Fact]
    public async Task List_TwoVersions_AreTheNewestFirstWithTheirAliases()
    {
        var first = await ImportAsync();
        var second = await ImportAsync();
        await Versions.SetAliasAsync(Owner, Agent, "stable", first, Token);
        await Versions.SetAliasAsync(Owner, Agent, "old", first, Token);

        var versions = await Versions.ListVersionsAsync(Owner, Agent, Token);

        Assert.Equal([second, first], versions.Select(version => version.CreatedAt));
        Assert.Equal([second, first], versions.Select(version => version.ActivatedAt!.Value));
        Assert.Empty(versions[0].Aliases);
        Assert.Equal(["old", "stable"], versions[1].Aliases);
    }

    [Fact]
    public async Task Activate_OlderVersion_IsActiveWhileTheNewestIsStillLatest()
    {
        var first = await ImportAsync();
        var second = await ImportAsync();

        var since = await Versions.ActivateAsync(Owner, Agent, first, Token);

        Assert.True(since > second);
        Assert.Equal(first, await ResolveAsync(Agent));
        Assert.Equal(second, await ResolveAsync($"{Agent}@latest"));
    }

    [Fact]
    public async Task Activate_VersionThatIsNotThere_ChangesNothing()
    {
        var first = await ImportAsync();

        Assert.Null(await Versions.ActivateAsync(Owner, Agent, first.AddMilliseconds(1), Token));

        Assert.Equal(first, await ResolveAsync(Agent));
    }

    [Fact]
    public async Task Alias_SetTwice_NamesWhatItWasSetToLast()
    {
        var first = await ImportAsync();
        var second = await ImportAsync();

        Assert.True(await Versions.SetAliasAsync(Owner, Agent, "stable", first, Token));
        Assert.Equal(first, await ResolveAsync($"{Agent}@stable"));
        Assert.True(await Versions.SetAliasAsync(Owner, Agent, "stable", second, Token));
        Assert.Equal(second, await ResolveAsync($"{Agent}@stable"));
        Assert.False(await Versions.SetAliasAsync(Owner, Agent, "stable", second.AddMilliseconds(1), Token));
        Assert.Equal(second, await ResolveAsync($"{Agent}@stable"));
    }

    [Fact]
    public async Task Alias_Removed_NamesNothing()
    {
        await Versions.SetAliasAsync(Owner, Agent, "stable", await ImportAsync(), Token);

        Assert.True(await Versions.RemoveAliasAsync(Owner, Agent, "stable", Token));

        Assert.Null(await ResolveAsync($"{Agent}@stable"));
        Assert.False(await Versions.RemoveAliasAsync(Owner, Agent, "stable", Token));
    }

    [Fact]
    public async Task Resolve_Version_IsThatVersionAlone()
    {
        var first = await ImportAsync();
        await ImportAsync();

        Assert.Equal(first, await ResolveAsync($"{Agent}@{first.ToIso()}"));
        Assert.Null(await ResolveAsync($"{Agent}@{first.AddSeconds(-1).ToIso()}"));
    }

    [Fact]
    public async Task Delete_Agent_IsGoneButItsVersionsStayForRunsThatHaveStarted()
    {
        var first = await ImportAsync();
        await Versions.SetAliasAsync(Owner, Agent, "stable", first, Token);

        Assert.True(await Versions.DeleteAsync(Owner, Agent, Token));

        Assert.Null(await ResolveAsync(Agent));
        Assert.Null(await ResolveAsync($"{Agent}@latest"));
        Assert.Null(await ResolveAsync($"{Agent}@stable"));
        Assert.Null(await ResolveAsync($"{Agent}@{first.ToIso()}"));
        Assert.Empty(await Agents.ListAsync(Owner, Token));
        Assert.Empty(await Versions.ListVersionsAsync(Owner, Agent, Token));
        Assert.Null(await Versions.ActivateAsync(Owner, Agent, first, Token));
        Assert.False(await Versions.DeleteAsync(Owner, Agent, Token));
        Assert.NotNull(await Agents.FindAsync(Owner, Agent, first, Token));
    }

    [Fact]
    public async Task Delete_ThenImport_IsANewAgentWithoutThePast()
    {
        await ImportAsync();
        await Versions.DeleteAsync(Owner, Agent, Token);

        var outcome = await ImportAsync(ImportConflict.Fail);

        var version = Assert.Single(await Versions.ListVersionsAsync(Owner, Agent, Token));
        Assert.Equal([ImportAction.Create], Assert.IsType<ImportOutcome.Imported>(outcome).Actions);
        Assert.Equal(version.CreatedAt, await ResolveAsync(Agent));
    }

    [Fact]
    public async Task Change_AgentOfSomebodyElse_IsUnknown()
    {
        var version = await ImportAsync();
        await Versions.SetAliasAsync(Owner, Agent, "stable", version, Token);
        var stranger = await Store.NewOwnerAsync();

        Assert.Empty(await Versions.ListVersionsAsync(stranger, Agent, Token));
        Assert.Null(await Versions.ActivateAsync(stranger, Agent, version, Token));
        Assert.False(await Versions.SetAliasAsync(stranger, Agent, "stable", version, Token));
        Assert.False(await Versions.RemoveAliasAsync(stranger, Agent, "stable", Token));
        Assert.False(await Versions.DeleteAsync(stranger, Agent, Token));
        Assert.Equal(version, await ResolveAsync($"{Agent}@stable"));
    }

    private async Task<DateTimeOffset> ImportAsync()
    {
        await ImportAsync(ImportConflict.Version);
        return (await ResolveAsync($"{Agent}@latest"))!.Value;
    }

    private Task<ImportOutcome> ImportAsync(ImportConflict onConflict)
    {
        const string Yaml =
            """
            id: writer
            kind: llm
            model: {provider: demo, name: demo-1}
            instruction: "{{userQuery}}"

            """;
        var import = new AgentImport(ManifestReader.Read(Yaml).Manifest!, Yaml, null);
        return Agents.ImportAsync(Owner, [import], onConflict, dryRun: false, Token);
    }

    private Task<DateTimeOffset?> ResolveAsync(string reference) =>
        Agents.ResolveAsync(Owner, AgentReference.Parse(reference)!, Token);
}
