using Agntz.Api.Workers;
using Agntz.Domain.Health;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Health;

/// <summary>Finds out whether the process should be sent requests.</summary>
internal sealed class Readiness(
    IStoreProbe store, ICommitProgress commits, WorkerLease lease, IOptions<WorkerOptions> options,
    IHostApplicationLifetime lifetime)
{
    private const string Ready = "ready";
    private const string Off = "off";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Requests wait as long for a commit before they are turned away.
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(10);

    public async Task<ReadinessResponse> LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var database = await store.LookAsync(patience.Token);
        var (name, worker) = (Name(database), Worker());
        return new ReadinessResponse(name is Ready && worker is (Ready or Off) ? Ready : "unready", name, worker);
    }

    /// <summary>Whether the answer says so.</summary>
    public static bool IsReady(ReadinessResponse response) => response.Status == Ready;

    private string Name(StoreState state) => state switch
    {
        StoreState.Ready => commits.StalledFor < LongestStall ? Ready : "stalled",
        StoreState.Behind => "behind",
        StoreState.Unwritable => "unwritable",
        _ => "unreachable",
    };

    private string Worker() =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
        : !options.Value.Enabled ? Off
        : lease.IsTrusted ? Ready
        : "no lease";
}
