using System.Reflection;
using Agntz.Domain.Health;
using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Secrets;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Domain.Workers;

namespace Agntz.Api.Tests.Architecture;

/// <summary>No port can be called without an owner, except the worker-side ones listed here.</summary>
public sealed class OwnerTests
{
    // What makes an owner known, and what serves all owners or writes under a hold that names its owner.
    private static readonly string[] WorkerSide =
    [
        nameof(IApiKeyStore) + "." + nameof(IApiKeyStore.FindAsync),
        nameof(IApiKeyStore) + "." + nameof(IApiKeyStore.AnyAsync),
        nameof(IApiKeyStore) + "." + nameof(IApiKeyStore.NoteUsesAsync),
        nameof(IErasure) + "." + nameof(IErasure.EraseAsync),
        nameof(IErasure) + "." + nameof(IErasure.ExpireAsync),
        nameof(IKeyRingStore) + "." + nameof(IKeyRingStore.AddAsync),
        nameof(IKeyRingStore) + "." + nameof(IKeyRingStore.ListAsync),
        nameof(IIdempotencyKeys) + "." + nameof(IIdempotencyKeys.SweepAsync),
        nameof(ILogReader) + "." + nameof(ILogReader.ReadHeadsAsync),
        nameof(IOwnerStore) + "." + nameof(IOwnerStore.EnsureAsync),
        nameof(IQueueReader) + "." + nameof(IQueueReader.ReadAsync),
        nameof(IRunQueue) + "." + nameof(IRunQueue.ClaimAsync),
        nameof(IRunQueue) + "." + nameof(IRunQueue.FindCancelledAsync),
        nameof(IRunRecovery) + "." + nameof(IRunRecovery.RecoverAsync),
        nameof(IRunRecovery) + "." + nameof(IRunRecovery.ReleaseAsync),
        nameof(IRunRecovery) + "." + nameof(IRunRecovery.GiveBackAsync),
        nameof(IRunWriter) + "." + nameof(IRunWriter.CreateAsync),
        nameof(IRunWriter) + "." + nameof(IRunWriter.WriteAsync),
        nameof(IStoreProbe) + "." + nameof(IStoreProbe.LookAsync),
        nameof(ITraceClosing) + "." + nameof(ITraceClosing.CloseAsync),
        nameof(IWorkerLeases) + "." + nameof(IWorkerLeases.ExpireAsync),
        nameof(IWorkerLeases) + "." + nameof(IWorkerLeases.ForgetAsync),
        nameof(IWorkerLeases) + "." + nameof(IWorkerLeases.RegisterAsync),
        nameof(IWorkerLeases) + "." + nameof(IWorkerLeases.RenewAsync),
    ];

    [Fact]
    public void StorePorts_TakeAnOwnerFirst()
    {
        var withoutOwner = typeof(Run).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && IsStorePort(type))
            .SelectMany(port => port.GetMethods())
            .Where(method => method.GetParameters().FirstOrDefault()?.ParameterType != typeof(Owner))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(WorkerSide.Order(), withoutOwner.Order());
    }

    private static bool IsStorePort(Type port) =>
        port.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Any(method => method.ReturnType.IsAssignableTo(typeof(Task)));
}
