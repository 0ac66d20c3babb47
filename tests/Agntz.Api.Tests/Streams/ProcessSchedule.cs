using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>One run, and subscribers of its logs at several processes, in an order the seed gives.</summary>
internal sealed class ProcessSchedule(
    IReadOnlyList<AgntzClient> processes, IReadOnlyList<string> agents, int seed)
{
    private const int MostSubscribers = 5;
    private const int LatestJoin = 12;

    private static readonly string[] Kinds = ["runs", "traces"];

    private readonly Random _random = new(seed);

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">A subscriber got another sequence than 1 to n, or than another.</exception>
    public async Task RunAsync()
    {
        try
        {
            var id = await processes[_random.Next(processes.Count)]
                .StartAsync(agents[_random.Next(agents.Count)], $"run-{seed}");
            var leaders = Kinds.Select(kind => new ProcessReader(processes, id, kind, NewRandom())).ToList();
            var others = Enumerable.Range(0, _random.Next(1, MostSubscribers + 1))
                .Select(_ => (Reader: new ProcessReader(processes, id, Kinds[_random.Next(2)], NewRandom()),
                    Joins: leaders[_random.Next(2)].ReachedAsync(_random.Next(LatestJoin))))
                .ToList();

            await Task.WhenAll([
                .. leaders.Select(leader => leader.FollowAsync()),
                .. others.Select(other => JoinAsync(other.Reader, other.Joins))]);

            foreach (var reader in leaders.Concat(others.Select(other => other.Reader)))
            {
                reader.Check(leaders.Single(leader => leader.Kind == reader.Kind));
            }
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Schedule {seed}: {failure.Message}", failure);
        }
    }

    private static async Task JoinAsync(ProcessReader reader, Task joins)
    {
        await joins;
        await reader.ComeAndGoAsync();
    }

    private Random NewRandom() => new(_random.Next());
}
