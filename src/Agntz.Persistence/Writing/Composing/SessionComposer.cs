using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Model.Sessions;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Composes what one transaction does to one session: its places are given here, under the lock of its row.</summary>
/// <param name="session">The session, as it was locked.</param>
/// <param name="head">
/// Its active runs; null when it had none, or when all of them are locked and <see cref="Know"/> tells of them.
/// </param>
internal sealed class SessionComposer(LockedSession session, SessionHead? head)
{
    private readonly List<MessageRow> _messages = [];
    private readonly List<RunComposer> _locked = [];
    private readonly List<ActiveRunRow> _created = [];
    private DateTimeOffset? _updatedAt;
    private int _superseded;

    /// <summary>Its number.</summary>
    public long Key => session.Key;

    /// <summary>What it is called.</summary>
    public string Name => session.Name;

    /// <summary>The place of the last run that was created in it.</summary>
    public long LastRun { get; private set; } = session.LastRun;

    /// <summary>The active run that was created last; null when none is active.</summary>
    public RunId? Newest => _created.Count > 0
        ? new RunId(_created[^1].Id)
        : head?.Newest ?? _locked.Where(run => !run.HasEnded).MaxBy(run => run.SessionPlace)?.Id;

    /// <summary>How many runs are active; more than there are only while that is less than the most that may be.</summary>
    public long Active => _created.Count + (head?.Active ?? _locked.Count(run => !run.HasEnded));

    /// <summary>Notes a run that was active when the transaction began.</summary>
    public void Know(RunComposer run) => _locked.Add(run);

    /// <summary>Gives a run that is created its place, the last one.</summary>
    public long Place(DateTimeOffset now)
    {
        Touch(now);
        return ++LastRun;
    }

    /// <summary>Notes that a run was created.</summary>
    public void Add(ActiveRunRow created) => _created.Add(created);

    /// <summary>Cancels every active run.</summary>
    /// <returns>Those that a worker has, which does not know yet.</returns>
    public IReadOnlyList<RunId> Supersede(DateTimeOffset now)
    {
        foreach (var created in _created.Skip(_superseded))
        {
            // It is inserted with its cancellation: whoever has it, or comes to have it, ends it before its first effect.
            created.CancelRequestedAt ??= now;
            created.CancelMode ??= CancelMode.Finish.ToName();
            created.CancelReason ??= RunEnd.Superseded;
        }

        _superseded = _created.Count;

        return
        [
            .. _locked.Where(run => run.Supersede(now)).Select(run => run.Id),
            .. _created.Where(run => run.WorkerId is not null).Select(run => new RunId(run.Id)),
        ];
    }

    /// <summary>Adds what a run said and was told. A session that was deleted takes nothing in any more.</summary>
    public void Add(SessionTurn turn, Guid runId, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        if (session.IsDeleted)
        {
            return;
        }

        Add(MessageRoles.User, turn.Input, null, runId, startedAt);
        Add(MessageRoles.Assistant, turn.Output, turn.ToolCalls, runId, endedAt);
        Touch(endedAt);
    }

    /// <summary>Adds the rows of everything that was done.</summary>
    public void Complete(FlushRows rows)
    {
        rows.Messages.AddRange(_messages);
        if (_updatedAt is { } updatedAt)
        {
            rows.Sessions.Add(new SessionRow
            {
                OwnerId = session.OwnerId,
                Id = session.Key,
                Name = session.Name,
                UpdatedAt = updatedAt,
                MessageCount = session.MessageCount + _messages.Count,
                LastMessage = session.LastMessage + _messages.Count,
                LastRun = LastRun,
            });
        }
    }

    private void Add(string role, string content, string? toolCalls, Guid runId, DateTimeOffset at) =>
        _messages.Add(new MessageRow
        {
            OwnerId = session.OwnerId,
            SessionId = session.Key,
            Id = session.LastMessage + _messages.Count + 1,
            RunId = runId,
            Role = role,
            Content = content,
            ToolCalls = toolCalls,
            CreatedAt = at,
        });

    private void Touch(DateTimeOffset now) => _updatedAt = _updatedAt > now ? _updatedAt : now;
}
