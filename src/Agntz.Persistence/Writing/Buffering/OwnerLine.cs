namespace Agntz.Persistence.Writing.Buffering;

/// <summary>
/// The entries of one owner, oldest first: those inside the buffer's budget and those that wait for room. A line whose
/// flush was refused is restricted: its entries share no flush with other owners, and only so many of them share one at
/// all. Times are timestamps of the clock.
/// </summary>
internal sealed class OwnerLine
{
    private bool _isSuspect;
    private long _restrictedUntil;
    private Guid _refusedRun;

    public OwnerLine(long ownerId)
    {
        OwnerId = ownerId;
        Turn = new LinkedListNode<OwnerLine>(this);
    }

    /// <summary>The owner.</summary>
    public long OwnerId { get; }

    /// <summary>The place of the line among those that wait for their turn; in no list while nothing is inside.</summary>
    public LinkedListNode<OwnerLine> Turn { get; }

    /// <summary>The entries a flush may take.</summary>
    public LinkedList<BufferEntry> Inside { get; } = [];

    /// <summary>The entries that wait for room.</summary>
    public LinkedList<BufferEntry> Outside { get; } = [];

    /// <summary>The bytes of the entries inside, and of those that a flush has taken and not released.</summary>
    public long Bytes { get; set; }

    /// <summary>The most entries of the line in one flush while it is restricted; null when it is not.</summary>
    public int? Limit { get; private set; }

    /// <summary>When a flush may take from the line again.</summary>
    public long PausedUntil { get; private set; }

    /// <summary>Refusals of the line's oldest entry alone, one after the other.</summary>
    public int Refusals { get; private set; }

    /// <summary>When the first of <see cref="Refusals"/> came.</summary>
    public long FirstRefusal { get; private set; }

    /// <summary>How many flushes of the buffer had committed by then.</summary>
    public long CommitsAtFirstRefusal { get; private set; }

    /// <summary>True when nothing waits, nothing is in flight and nothing needs to be remembered.</summary>
    public bool IsIdle => Bytes == 0 && Inside.Count == 0 && Outside.Count == 0 && Limit is null;

    /// <summary>Restricts the line until a time.</summary>
    public void Restrict(int limit, long until, long pausedUntil) =>
        (Limit, _restrictedUntil, PausedUntil, _isSuspect) = (limit, until, pausedUntil, false);

    /// <summary>Restricts the line, which may not be at fault, until one of its flushes commits.</summary>
    public void Suspect(int limit) =>
        (Limit, _restrictedUntil, PausedUntil, _isSuspect) = (limit, long.MaxValue, 0, true);

    /// <summary>Lifts the restriction where its time is over.</summary>
    public void Lift(long now)
    {
        if (Limit is not null && now >= _restrictedUntil)
        {
            Limit = null;
        }
    }

    /// <summary>Counts a refusal of an entry alone.</summary>
    public void CountRefusal(Guid run, long now, long commits)
    {
        if (Refusals == 0 || _refusedRun != run)
        {
            (Refusals, _refusedRun, FirstRefusal, CommitsAtFirstRefusal) = (0, run, now, commits);
        }

        Refusals++;
    }

    /// <summary>Notes that something of the line was committed.</summary>
    public void Succeeded()
    {
        (Refusals, PausedUntil) = (0, 0);
        Limit = _isSuspect ? null : Limit;
    }
}
