using System.Collections.Concurrent;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Streams;

/// <summary>One run that is written and read in an order the seed gives.</summary>
internal sealed class Schedule(TestStore store, Owner owner, Guid worker, int seed)
{
    private const int MostSteps = 24;
    private const int MostAtOnce = 4;

    private readonly Random _random = new(seed);
    private readonly List<ScheduledReader> _readers = [];
    private readonly ConcurrentDictionary<long, string> _said = new();
    private readonly RunFollower _follower = new(store.Get<ILogReader>(), store.Get<RunSignals>());
    private long _events = 1;
    private long _spans = 1;

    /// <exception cref="InvalidOperationException">A reader got another sequence than 1 to n.</exception>
    public async Task RunAsync()
    {
        try
        {
            var hold = await store.BeginAsync(owner, worker);
            for (var steps = _random.Next(MostSteps); steps > 0; steps--)
            {
                await StepAsync(hold);
            }

            Join(hold);
            var ending = store.CompleteAsync(hold);
            await Task.WhenAll(_readers.Select(reader => reader.FinishAsync()));
            await ending;
            Check();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Schedule {seed}: {failure.Message}", failure);
        }
        finally
        {
            _readers.ForEach(reader => reader.Dispose());
        }
    }

    private async Task StepAsync(RunHold hold)
    {
        switch (_random.Next(9))
        {
            case 0 or 1:
                await WriteAsync(hold);
                break;
            case 2:
                _ = WriteAsync(hold);
                break;
            case 3:
                Join(hold);
                break;
            case 4:
                store.Get<RunSignals>().Hear(new LogName(owner.Id, hold.Id));
                break;
            case 5 when _readers.Count > 0:
                Pick().Drop();
                break;
            case var _ when _readers.Count > 0:
                await Pick().StepAsync(_random.Next(2) == 0 ? int.MaxValue : _random.Next(MostAtOnce));
                break;
        }
    }

    private Task WriteAsync(RunHold hold)
    {
        var changes = new List<RunChange>();
        for (var left = 1 + _random.Next(MostAtOnce); left > 0; left--)
        {
            var span = store.NewSpan(hold);
            changes.Add(new RunChange.SpanStarted(span, IsEffect: false));
            changes.Add(new RunChange.TextStreamed(span.Id, $"{_events}"));
            changes.Add(new RunChange.SpanEnded(store.End(span)));
            _events++;
            _spans += 2;
        }

        return store.WriteAsync(hold, [.. changes]);
    }

    private void Join(RunHold hold) => _readers.Add(new ScheduledReader(
        _follower, owner, hold.Id, _random.Next(2) == 0 ? LogKind.Events : LogKind.Spans, _said));

    private ScheduledReader Pick() => _readers[_random.Next(_readers.Count)];

    private void Check()
    {
        foreach (var reader in _readers)
        {
            var all = reader.Kind is LogKind.Events ? _events + 1 : _spans + 2;
            if (reader.Last != all)
            {
                throw new InvalidOperationException($"The {reader.Kind} log ended at {reader.Last} of {all}.");
            }
        }
    }
}
