using System.Runtime.CompilerServices;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Failures;

/// <summary>
/// Turns every failure of a client into a <see cref="ModelCallException"/>, and a stream that just ends into a failure:
/// an answer is finished when the provider says so.
/// </summary>
/// <param name="inner">The client.</param>
/// <param name="failures">Says what failures mean that every client may have.</param>
/// <param name="explain">Says what those of this client library mean; null for all others.</param>
internal sealed class FailureMapping(
    IChatClient inner, ProviderFailures failures, Func<ProviderFailures, Exception, ModelCallException?> explain)
    : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var finished = false;
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(updates, cancellationToken))
        {
            finished |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }

        if (!finished)
        {
            throw failures.BrokenOff();
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
        catch (Exception failure) when ((explain(failures, failure) ?? failures.Explain(failure)) is { } known)
        {
            throw known;
        }
    }
}
