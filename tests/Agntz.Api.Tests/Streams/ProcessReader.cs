using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>A subscriber of one log, at whichever process.</summary>
internal sealed class ProcessReader(IReadOnlyList<AgntzClient> processes, string id, string kind, Random random)
{
    private const int MostAtOnce = 6;

    private readonly List<StreamedEvent> _events = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];

    public string Kind => kind;

    private bool IsOver => _events is [.., { Name: "run-complete" or "run-error" or "trace-done" }];

    /// <summary>Completes when it has read so many events, or all there are. Call it before it reads.</summary>
    public Task ReachedAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Add((count, reached));
        return reached.Task;
    }

    /// <summary>Follows in one piece, to the end.</summary>
    public async Task FollowAsync()
    {
        try
        {
            await ReadAsync(int.MaxValue);
        }
        finally
        {
            Tell(int.MaxValue);
        }
    }

    /// <summary>Follows to the end in pieces, each at another process than the one before or at the same.</summary>
    public async Task ComeAndGoAsync()
    {
        while (!IsOver)
        {
            await ReadAsync(random.Next(1, MostAtOnce));
        }
    }

    /// <exception cref="InvalidOperationException">It has not read 1 to n, or not the same as another.</exception>
    public void Check(ProcessReader other)
    {
        if (!_events.Select(it => it.Id).SequenceEqual(Enumerable.Range(1, _events.Count).Select(seq => (long?)seq)))
        {
            throw new InvalidOperationException($"The log {kind} came as {string.Join(' ', _events.Select(it => it.Id))}.");
        }

        if (!_events.SequenceEqual(other._events))
        {
            throw new InvalidOperationException($"Two subscribers have read different logs {kind}.");
        }
    }

    private async Task ReadAsync(int most)
    {
        var last = _events is [.., { Id: { } seq }] ? $"{seq}" : null;
        var asHeader = last is not null && random.Next(2) == 0;
        await using var stream = await EventReading.OpenAsync(
            processes[random.Next(processes.Count)].Http,
            $"/{kind}/{id}/stream{(asHeader ? "" : $"?since={last ?? "0"}")}",
            asHeader ? last : null);
        for (var left = most; left > 0 && !IsOver; left--)
        {
            _events.Add(await stream.NextAsync()
                ?? throw new InvalidOperationException($"The stream {kind} ended after {_events.Count} events."));
            Tell(_events.Count);
        }
    }

    private void Tell(int count) => _awaited.FindAll(it => it.Count <= count).ForEach(it => it.Reached.TrySetResult());
}
