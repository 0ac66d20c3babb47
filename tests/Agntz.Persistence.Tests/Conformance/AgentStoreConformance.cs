using Agntz.Domain.Agents;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class AgentStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IAgentStore Agents => Store.Get<IAgentStore>();

    [Fact]
    public async Task Import_NewAgent_IsActiveAndKeptAsItWasSent()
    {
        var yaml = Yaml("writer", "first");

        var outcome = await ImportAsync(Read(yaml));

        var active = await Agents.FindActiveAsync(Owner, "writer", Token);
        var kept = await Agents.FindAsync(Owner, "writer", active!.Value, Token);
        Assert.Equal([ImportAction.Create], Assert.IsType<ImportOutcome.Imported>(outcome).Actions);
        Assert.Equal(Clock.GetUtcNow(), active);
        Assert.Equal(yaml, kept!.Manifest);
        Assert.Equal("first", kept.Description);
    }

    [Fact]
    public async Task Import_SameAgentInTheSameMillisecond_KeepsBothVersions()
    {
        await ImportAsync(Read(Yaml("writer", "first")));
        var first = (await Agents.FindActiveAsync(Owner, "writer", Token))!.Value;
        await ImportAsync(Read(Yaml("writer", "second")));
        var second = (await Agents.FindActiveAsync(Owner, "writer", Token))!.Value;

        Assert.True(second > first);
        Assert.Equal("first", (await Agents.FindAsync(Owner, "writer", first, Token))!.Description);
        Assert.Equal("second", (await Agents.FindAsync(Owner, "writer", second, Token))!.Description);
        Assert.Single(await Agents.ListAsync(Owner, Token));
    }

    [Fact]
    public async Task Import_ExistingAgentToBeSkipped_LeavesItAsItIs()
    {
        await ImportAsync(Read(Yaml("writer", "first")));

        var outcome = await ImportAsync(ImportConflict.Skip, Read(Yaml("writer", "second")), Read(Yaml("editor", "new")));

        var kept = await Agents.ListAsync(Owner, Token);
        Assert.Equal([ImportAction.Skip, ImportAction.Create], Assert.IsType<ImportOutcome.Imported>(outcome).Actions);
        Assert.Equal(["new", "first"], kept.Select(agent => agent.Description));
    }

    [Fact]
    public async Task Import_ExistingAgentToFail_WritesNothingAtAll()
    {
        await ImportAsync(Read(Yaml("writer", "first")));

        var outcome = await ImportAsync(ImportConflict.Fail, Read(Yaml("editor", "new")), Read(Yaml("writer", "second")));

        Assert.Equal("writer", Assert.IsType<ImportOutcome.Conflicted>(outcome).AgentId);
        Assert.Equal(["writer"], (await Agents.ListAsync(Owner, Token)).Select(agent => agent.AgentId));
    }

    [Fact]
    public async Task Import_DryRun_SaysWhatWouldBeDoneAndWritesNothing()
    {
        var outcome = await Agents.ImportAsync(
            Owner, [Read(Yaml("writer", "first"))], ImportConflict.Version, dryRun: true, Token);

        Assert.Equal([ImportAction.Create], Assert.IsType<ImportOutcome.Imported>(outcome).Actions);
        Assert.Empty(await Agents.ListAsync(Owner, Token));
    }

    [Fact]
    public async Task Import_SameAgentByManyAtOnce_KeepsEveryVersion()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(number => Task.Run(() => ImportAsync(Read(Yaml("writer", $"version {number}"))))));

        var actions = outcomes.SelectMany(outcome => Assert.IsType<ImportOutcome.Imported>(outcome).Actions);
        Assert.Equal(1, actions.Count(action => action is ImportAction.Create));
        Assert.Single(await Agents.ListAsync(Owner, Token));
    }

    [Fact]
    public async Task Read_AgentOfSomebodyElse_IsUnknown()
    {
        await ImportAsync(Read(Yaml("writer", "first")));
        var version = (await Agents.FindActiveAsync(Owner, "writer", Token))!.Value;
        var stranger = await Store.NewOwnerAsync();

        Assert.Null(await Agents.FindActiveAsync(stranger, "writer", Token));
        Assert.Null(await Agents.FindAsync(stranger, "writer", version, Token));
        Assert.Empty(await Agents.ListAsync(stranger, Token));
    }

    private static string Yaml(string id, string description) =>
        $$$"""
           id: {{{id}}}
           description: {{{description}}}
           kind: llm
           model: {provider: demo, name: demo-1}
           instruction: "{{userQuery}}"

           """;

    private static AgentImport Read(string yaml) => new(ManifestReader.Read(yaml).Manifest!, yaml, null);

    private Task<ImportOutcome> ImportAsync(params AgentImport[] agents) =>
        ImportAsync(ImportConflict.Version, agents);

    private Task<ImportOutcome> ImportAsync(ImportConflict onConflict, params AgentImport[] agents) =>
        Agents.ImportAsync(Owner, agents, onConflict, dryRun: false, Token);
}
