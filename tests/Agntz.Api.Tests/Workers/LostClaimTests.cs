using Agntz.Domain.Workers;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Api.Tests.Workers;

/// <summary>A claim has committed, and the answer that told of it never came.</summary>
public sealed class LostClaimTests
{
    private const string Hello =
        """
        id: hello
        kind: llm
        model: {provider: demo, name: demo-1}
        instruction: Be brief.

        """;

    [Fact]
    public async Task Run_WhoseClaimNobodyHeardOf_IsGivenBackAndExecuted()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var front = AgntzApplication.Start(location, ("Worker:Enabled", "false"));
        await front.Api.ImportAsync(Hello);
        var run = await front.Api.StartAsync("hello", "Are you there?");

        await using var worker = AgntzApplication.Start(location, LoseTheFirstAnswer);

        Assert.Equal("completed", (await front.WaitForEndAsync(run)).GetProperty("status").GetString());
        Assert.Contains(worker.Logs.Entries, entry => entry.Message.Contains("executed by nobody"));
    }

    private static void LoseTheFirstAnswer(IServiceCollection services)
    {
        var known = services.Single(service => service.ServiceType == typeof(IRunQueue));
        services.Remove(known);
        services.AddSingleton<IRunQueue>(provider => new DeafQueue(
            (IRunQueue)ActivatorUtilities.CreateInstance(provider, known.ImplementationType!)));
    }

    /// <summary>A queue whose first answer that tells of a run is lost on its way.</summary>
    private sealed class DeafQueue(IRunQueue queue) : IRunQueue
    {
        private bool _isLost;

        public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(
            ClaimRequest request, CancellationToken cancellationToken)
        {
            var claimed = await queue.ClaimAsync(request, cancellationToken);
            if (claimed.Count == 0 || _isLost)
            {
                return claimed;
            }

            _isLost = true;
            throw new IOException("The connection broke before the answer came.");
        }

        public Task<IReadOnlyList<CancelledRun>> FindCancelledAsync(
            Guid workerId, CancellationToken cancellationToken) => queue.FindCancelledAsync(workerId, cancellationToken);
    }
}
