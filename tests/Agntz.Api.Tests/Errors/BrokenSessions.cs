using Agntz.Domain.Owners;
using Agntz.Domain.Sessions;

namespace Agntz.Api.Tests.Errors;

/// <summary>Sessions that cannot be read.</summary>
internal sealed class BrokenSessions(Exception failure) : ISessionReader
{
    public Task<IAsyncEnumerable<SessionMessage>?> OpenAsync(Owner owner, string id, CancellationToken cancellationToken) =>
        Task.FromException<IAsyncEnumerable<SessionMessage>?>(failure);

    public Task<SessionPage> ListAsync(Owner owner, SessionQuery query, CancellationToken cancellationToken) =>
        Task.FromException<SessionPage>(failure);

    public Task<IReadOnlyList<SessionMessage>> ReadLastAsync(
        Owner owner, RunSession session, int count, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyList<SessionMessage>>(failure);
}
