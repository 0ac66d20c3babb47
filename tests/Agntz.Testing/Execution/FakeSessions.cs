using Agntz.Domain.Owners;
using Agntz.Domain.Sessions;

namespace Agntz.Testing.Execution;

/// <summary>One conversation, whichever session it is asked of.</summary>
public sealed class FakeSessions : ISessionReader
{
    /// <summary>What was said, in order.</summary>
    public List<SessionMessage> Messages { get; } = [];

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    /// <summary>How many of the next reads find no database.</summary>
    public int Away { get; set; }

    /// <summary>Adds what somebody said.</summary>
    public void Add(string role, string content) =>
        Messages.Add(new SessionMessage { Role = role, Content = content, Timestamp = DateTimeOffset.UnixEpoch });

    /// <inheritdoc/>
    public Task<IAsyncEnumerable<SessionMessage>?> OpenAsync(Owner owner, string id, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncEnumerable<SessionMessage>?>(Messages.ToAsyncEnumerable());

    /// <inheritdoc/>
    public Task<SessionPage> ListAsync(Owner owner, SessionQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new SessionPage([], null));

    /// <inheritdoc/>
    public Task<IReadOnlyList<SessionMessage>> ReadLastAsync(
        Owner owner, RunSession session, int count, CancellationToken cancellationToken)
    {
        Reads++;
        return Away-- > 0
            ? Task.FromException<IReadOnlyList<SessionMessage>>(new DatabaseIsAway())
            : Task.FromResult<IReadOnlyList<SessionMessage>>([.. Messages.TakeLast(count)]);
    }
}
