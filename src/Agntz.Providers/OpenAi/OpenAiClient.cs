using System.Runtime.CompilerServices;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Failures;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>A model of a server that speaks the OpenAI chat completions protocol.</summary>
/// <param name="provider">The name of the provider.</param>
/// <param name="model">The model.</param>
/// <param name="endpoint">The place where it is asked.</param>
/// <param name="dialect">The members the server does not take.</param>
/// <param name="failures">Says what failures mean.</param>
/// <param name="mostBytes">The most that is taken of one answer.</param>
internal sealed class OpenAiClient(
    string provider, string model, ModelEndpoint endpoint, OpenAiDialect dialect, ProviderFailures failures, int mostBytes)
    : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new OpenAiRequest(provider, model, Turns.Of(messages), options ?? new ChatOptions(), dialect);
        using var response = await AskAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var budget = new AnswerBudget(mostBytes, failures);
        using var events = new EventReader(body, budget);
        var answer = new OpenAiAnswer(failures, budget);
        while (await events.ReadAsync(cancellationToken) is { IsEnd: false } found)
        {
            if (answer.Read(found) is { } update)
            {
                yield return update;
            }
        }

        yield return answer.Complete(events);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <exception cref="ModelCallException">The server refused.</exception>
    private async Task<HttpResponseMessage> AskAsync(OpenAiRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var response = await endpoint.PostAsync(request.ToJson(out var optional), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var body = await ModelEndpoint.ReadErrorAsync(response, cancellationToken);
                if (!dialect.Learn((int)response.StatusCode, body, optional))
                {
                    throw endpoint.Explain(response, body);
                }
            }
        }
    }
}
