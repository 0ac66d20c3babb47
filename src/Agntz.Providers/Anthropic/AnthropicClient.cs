using System.Runtime.CompilerServices;
using Agntz.Providers.Failures;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>A model of a server that speaks Anthropic's messages protocol.</summary>
/// <param name="provider">The name of the provider.</param>
/// <param name="model">The model.</param>
/// <param name="endpoint">The place where it is asked.</param>
/// <param name="failures">Says what failures mean.</param>
/// <param name="mostBytes">The most that is taken of one answer.</param>
internal sealed class AnthropicClient(
    string provider, string model, ModelEndpoint endpoint, ProviderFailures failures, int mostBytes) : IChatClient
{
    // A server that pauses its turn is asked to go on with it; one that never ends it is left.
    private const int MostPauses = 20;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new AnthropicRequest(provider, model, Turns.Of(messages), options ?? new ChatOptions());
        var budget = new AnswerBudget(mostBytes, failures);
        var usage = new AnthropicUsage();
        for (var pauses = 0; ; pauses++)
        {
            using var response = await AskAsync(request, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var events = new EventReader(body, budget);
            var answer = new AnthropicAnswer(failures, budget);
            while (await events.ReadAsync(cancellationToken) is { IsEnd: false } found)
            {
                if (answer.Read(found) is { } update)
                {
                    yield return update;
                }

                if (answer.IsEnded)
                {
                    break;
                }
            }

            usage.Add(answer.Usage);
            if (answer.Complete(events) is { } rest)
            {
                yield return answer.End(rest, usage);
                yield break;
            }

            if (pauses == MostPauses)
            {
                throw failures.BrokenOff($"the turn was paused {MostPauses} times");
            }

            request.Continue(answer.Blocks);
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <exception cref="Domain.Execution.Models.ModelCallException">The server refused.</exception>
    private async Task<HttpResponseMessage> AskAsync(AnthropicRequest request, CancellationToken cancellationToken)
    {
        var response = await endpoint.PostAsync(request.ToJson(), cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw endpoint.Explain(response, await ModelEndpoint.ReadErrorAsync(response, cancellationToken));
        }
    }
}
