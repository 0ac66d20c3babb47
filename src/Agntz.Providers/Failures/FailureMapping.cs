using System.Runtime.CompilerServices;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Failures;

/// <summary>Turns every failure of a client into a <see cref="ModelCallException"/>.</summary>
/// <param name="inner">The client.</param>
/// <param name="failures">Says what failures mean.</param>
internal sealed class FailureMapping(IChatClient inner, ProviderFailures failures) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(updates, cancellationToken))
        {
            yield return updates.Current;
        }
    }

    private async ValueTask<bool> MoveNextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not ModelCallException && failures.Explain(failure) is { } known)
        {
            throw known;
        }
    }
}
