using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Agntz.Providers.Outbound;

namespace Agntz.Providers.Tests.Outbound;

/// <summary>Answers look-ups in the order the test says; knows no host when it has said nothing more.</summary>
internal sealed class FakeResolver(params string[][] answers) : IHostResolver
{
    private readonly ConcurrentQueue<string[]> _answers = new(answers);

    /// <summary>The hosts that were looked up.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        return _answers.TryDequeue(out var addresses)
            ? Task.FromResult<IReadOnlyList<IPAddress>>([.. addresses.Select(IPAddress.Parse)])
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
