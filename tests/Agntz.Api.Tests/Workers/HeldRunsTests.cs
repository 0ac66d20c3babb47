using Agntz.Api.Workers;
using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Api.Tests.Workers;

public sealed class HeldRunsTests
{
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));
    private readonly HeldRuns _held = new();

    [Fact]
    public void DropAll_DropsWhatIsHeldAndWhatTheDeadIncarnationIsHeardToHaveClaimed()
    {
        var (dead, living) = (_ids.NewGuid(), _ids.NewGuid());
        var (before, late, next) = (Hold(dead), Hold(dead), Hold(living));
        _held.Add(before);

        _held.DropAll(dead);
        _held.Add(late);
        _held.Add(next);

        Assert.Equal([true, true, false], new[] { before, late, next }.Select(hold => hold.IsDropped));
    }

    private RunHold Hold(Guid worker) =>
        new(new Owner(1, "agntz", "local"), _ids.NewRunId(), worker, epoch: 1, _ids.NewSpanId());
}
