using System.Net.Sockets;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Sends requests one after another, on one connection for as long as it lasts.</summary>
internal sealed class FuzzLane(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RawConnection? _connection;

    /// <summary>Sends one.</summary>
    /// <returns>The answer; null when the connection ended without one, as it may for this request.</returns>
    public async Task<RawAnswer?> SendAsync(FuzzedRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await TrySendAsync(request, patience.Token);
            if (answer.IsLast || request.EndsEarly || request.Method is "HEAD")
            {
                Drop();
            }

            return answer;
        }
        catch (Exception failure) when (request.MayBeCut && IsEnd(failure))
        {
            Drop();
            return null;
        }
        catch
        {
            Drop();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Drop();

    // A connection that has been used may have been closed since, which says nothing about the request.
    private async Task<RawAnswer> TrySendAsync(FuzzedRequest request, CancellationToken cancellationToken)
    {
        _connection ??= await RawConnection.OpenAsync(address, cancellationToken);
        try
        {
            return await _connection.SendAsync(request, cancellationToken);
        }
        catch (Exception failure) when (_connection.IsUsed && IsEnd(failure))
        {
            Drop();
            _connection = await RawConnection.OpenAsync(address, cancellationToken);
            return await _connection.SendAsync(request, cancellationToken);
        }
    }

    private static bool IsEnd(Exception failure) => failure is EndOfStreamException or IOException or SocketException;

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
