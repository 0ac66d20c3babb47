using System.ClientModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>
/// Turns every failure of a client into a <see cref="ModelCallException"/>, and a stream that just ends into a failure:
/// an answer is finished when the provider says so.
/// </summary>
internal sealed class FailureMapping(IChatClient inner, ProviderFailures failures) : DelegatingChatClient(inner)
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
        catch (ClientResultException failure) when (failure.Status > 0)
        {
            throw failures.FromAnswer(failure);
        }
        catch (Exception failure) when (failure is ClientResultException or HttpRequestException or IOException
            or OperationCanceledException)
        {
            throw failures.FromConnection(failure);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException
            or ArgumentException)
        {
            throw failures.FromContent(failure);
        }
    }
}
