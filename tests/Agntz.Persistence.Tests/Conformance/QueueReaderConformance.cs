using Agntz.Domain.Sessions;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class QueueReaderConformance(StorageProvider provider) : StoreConformance(provider)
{
    private const int Many = 100;

    [Fact]
    public async Task Read_EmptyQueue_HasNothingAndNoOldest()
    {
        Assert.Equal(new QueueState(0, null), await ReadAsync());
    }

    [Fact]
    public async Task Read_WaitingRuns_AreCountedOverAllOwners()
    {
        var oldest = Clock.GetUtcNow().AddMinutes(-3);
        await Store.QueueAsync(await Store.NewOwnerAsync(), startedAt: oldest);
        await Store.QueueAsync(Owner);

        Assert.Equal(new QueueState(2, oldest), await ReadAsync());
    }

    [Fact]
    public async Task Read_RunsNobodyCouldTake_DoNotCount()
    {
        await Store.BeginAsync(Owner);
        var first = Store.NewRun(Owner, "talk", SessionConflict.Enqueue);
        await Store.CreateAsync(first);
        await Store.CreateAsync(Store.NewRun(Owner, "talk", SessionConflict.Enqueue));

        Assert.Equal(new QueueState(1, first.StartedAt), await ReadAsync());
    }

    [Fact]
    public async Task Read_LongQueue_IsCountedNoFurtherThanAsked()
    {
        for (var run = 0; run < 3; run++)
        {
            await Store.QueueAsync(Owner);
        }

        Assert.Equal(2, (await ReadAsync(most: 2)).Waiting);
    }

    private Task<QueueState> ReadAsync(int most = Many) => Store.Get<IQueueReader>().ReadAsync(most, Token);
}
