using System.Collections.Concurrent;
using System.Diagnostics;
using Agntz.Domain.Workers;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Api.Tests.Workers;

/// <summary>The queue is asked once for a run that waits in it: what a claim leaves behind is nothing.</summary>
public sealed class ClaimCountTests
{
    private const int Runs = 3;

    private const string Hello =
        """
        id: hello
        kind: llm
        model: {provider: demo, name: demo-1}
        instruction: Be brief.

        """;

    // Nothing wakes this worker but its own clock, which goes twice a second.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(0.4);

    [Fact]
    public async Task Claim_OfARunThatLeftNothingBehind_IsFollowedByNoOther()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var front = AgntzApplication.Start(location, ("Worker:Enabled", "false"));
        await front.Api.ImportAsync(Hello);
        var claims = new ConcurrentQueue<(int Taken, long Begun, long Ended)>();
        await using var worker = AgntzApplication.Start(location, services => Watch(services, claims));

        for (var run = 0; run < Runs; run++)
        {
            await front.WaitForEndAsync(await front.Api.StartAsync("hello", "Are you there?"));
        }

        var pauses = claims.Zip(claims.Skip(1))
            .Where(pair => pair.First.Taken > 0)
            .Select(pair => Stopwatch.GetElapsedTime(pair.First.Ended, pair.Second.Begun))
            .ToList();
        Assert.Equal(Runs, claims.Sum(claim => claim.Taken));
        Assert.NotEmpty(pauses);
        Assert.All(pauses, pause => Assert.True(pause >= LeastPause, $"Claimed again after {pause}."));
    }

    private static void Watch(IServiceCollection services, ConcurrentQueue<(int Taken, long Begun, long Ended)> claims)
    {
        var known = services.Single(service => service.ServiceType == typeof(IRunQueue));
        services.Remove(known);
        services.AddSingleton<IRunQueue>(provider => new WatchedQueue(
            (IRunQueue)ActivatorUtilities.CreateInstance(provider, known.ImplementationType!), claims));
    }

    private sealed class WatchedQueue(
        IRunQueue queue, ConcurrentQueue<(int Taken, long Begun, long Ended)> claims) : IRunQueue
    {
        public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(
            ClaimRequest request, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            var claimed = await queue.ClaimAsync(request, cancellationToken);
            claims.Enqueue((claimed.Count, begun, Stopwatch.GetTimestamp()));
            return claimed;
        }

        public Task<IReadOnlyList<CancelledRun>> FindCancelledAsync(
            Guid workerId, CancellationToken cancellationToken) => queue.FindCancelledAsync(workerId, cancellationToken);
    }
}
