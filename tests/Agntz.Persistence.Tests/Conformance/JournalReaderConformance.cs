using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class JournalReaderConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IJournalReader Journals => Store.Get<IJournalReader>();

    [Fact]
    public async Task Read_FinishedEffects_GivesTheirOutputsByPath()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.WriteAsync(hold, new RunChange.EffectFinished("0/t0", """{"text":"a"}"""));
        await Store.WriteAsync(hold, new RunChange.EffectFinished("1/t0", "[1,2]"));

        var journal = await Journals.ReadAsync(Owner, hold.Id, Token);

        Assert.Equal(2, journal.Count);
        Assert.True(journal.TryFind("0/t0", out var first));
        Assert.Equal("""{"text":"a"}""", first.GetRawText());
        Assert.True(journal.TryFind("1/t0", out var second));
        Assert.Equal("[1,2]", second.GetRawText());
        Assert.False(journal.TryFind("2/t0", out _));
    }

    [Fact]
    public async Task Read_EndedRun_IsEmpty()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.WriteAsync(hold, new RunChange.EffectFinished("t0", "1"));
        await Store.CompleteAsync(hold);

        Assert.Equal(0, (await Journals.ReadAsync(Owner, hold.Id, Token)).Count);
    }

    [Fact]
    public async Task Read_RunOfAnotherOwner_IsEmpty()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.WriteAsync(hold, new RunChange.EffectFinished("t0", "1"));

        Assert.Equal(0, (await Journals.ReadAsync(await Store.NewOwnerAsync(), hold.Id, Token)).Count);
    }
}
