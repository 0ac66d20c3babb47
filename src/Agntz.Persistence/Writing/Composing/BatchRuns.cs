using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Locking;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>
/// The locked runs and sessions of one transaction: those that are written to under a hold, and those of the sessions in
/// which a run supersedes the others, whoever has them.
/// </summary>
internal sealed class BatchRuns
{
    private readonly Dictionary<RunHold, RunComposer?> _held = [];
    private readonly List<(RunComposer Run, TraceIdentity Trace)> _all = [];
    private readonly Dictionary<(long OwnerId, long Key), SessionComposer> _sessions = [];
    private readonly Dictionary<(long OwnerId, string Name), SessionComposer> _named = [];
    private readonly FlushOpening _opening;
    private readonly Composition _composition;

    public BatchRuns(FlushQuestions questions, FlushOpening opening, Composition composition)
    {
        _opening = opening;
        _composition = composition;
        var superseding = questions.Superseding.Select(run => (run.Owner.Id, run.Session!.Id)).ToHashSet();
        foreach (var session in opening.Sessions)
        {
            Add(session, isLocked: superseding.Contains((session.OwnerId, session.Name)));
        }

        foreach (var hold in questions.Holds)
        {
            _held.Add(hold, opening.Find(hold) is { } run ? Compose(run, Trace(hold), hold) : null);
            if (_held[hold] is null)
            {
                composition.Lost.Add(hold);
            }
        }

        AddOthers(questions);
    }

    /// <summary>The run a hold is for; null when its claim no longer stands.</summary>
    /// <returns>False when the hold was not asked for.</returns>
    public bool TryFind(RunHold hold, out RunComposer? run) => _held.TryGetValue(hold, out run);

    /// <summary>The session of a run that is created; null when there is none of its name.</summary>
    public SessionComposer? Find(NewRun run) =>
        run.Session is { } session ? _named.GetValueOrDefault((run.Owner.Id, session.Id)) : null;

    /// <summary>Adds the rows of everything.</summary>
    public void Complete()
    {
        foreach (var (run, trace) in _all.Where(it => it.Run.HasChanged))
        {
            run.Complete();
            _composition.Logged.Add(run.Logged(trace));
        }

        foreach (var session in _sessions.Values)
        {
            session.Complete(_composition.Rows);
        }
    }

    private static TraceIdentity Trace(RunHold hold) =>
        new(hold.Owner, hold.Id, IsRun: true) { SessionId = hold.Session?.Id };

    private void Add(LockedSession session, bool isLocked)
    {
        // The session of an ending may be that of a creation as well, and is then read twice.
        if (!_sessions.TryGetValue((session.OwnerId, session.Key), out var composer))
        {
            var head = isLocked ? null : _opening.Heads.GetValueOrDefault((session.OwnerId, session.Key));
            composer = new SessionComposer(session, head);
            _sessions.Add((session.OwnerId, session.Key), composer);
        }

        if (!session.IsDeleted)
        {
            _named[(session.OwnerId, session.Name)] = composer;
        }
    }

    private void AddOthers(FlushQuestions questions)
    {
        if (questions.Superseding.Count == 0)
        {
            return;
        }

        var owners = new Dictionary<long, Owner>();
        foreach (var owner in questions.Superseding.Select(run => run.Owner))
        {
            owners.TryAdd(owner.Id, owner);
        }

        var held = questions.Holds.Where(hold => _held[hold] is not null).Select(hold => hold.Key()).ToHashSet();
        foreach (var run in _opening.Runs.Values.Where(run => run.SessionKey is not null && !held.Contains(run.Key)))
        {
            if (Session(run) is { } session && owners.TryGetValue(run.Key.OwnerId, out var owner))
            {
                var trace = new TraceIdentity(owner, new RunId(run.Key.Id), IsRun: true) { SessionId = session.Name };
                Compose(run, trace, hold: null);
            }
        }
    }

    private SessionComposer? Session(LockedRun run) => run.SessionKey is { } key
        ? _sessions.GetValueOrDefault((run.Key.OwnerId, key))
        : null;

    private RunComposer Compose(LockedRun run, TraceIdentity trace, RunHold? hold)
    {
        var session = Session(run);
        var composer = new RunComposer(
            run, _opening.OpenSpans.GetValueOrDefault(run.Key, []), hold, session, _composition);
        session?.Know(composer);
        _all.Add((composer, trace));
        return composer;
    }
}
