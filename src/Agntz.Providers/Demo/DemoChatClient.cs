using System.Runtime.CompilerServices;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Demo;

/// <summary>
/// A model without a model: deterministic, offline, and quick enough to measure everything around it. Streams its
/// reply word by word and counts usage in words.
/// </summary>
internal sealed class DemoChatClient(TimeProvider clock) : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ChatMessage> conversation = [.. messages];
        var demo = DemoOptions.From(options);
        if (demo.Error is { } error)
        {
            await WaitAsync(demo.Delay, cancellationToken);
            throw new ModelCallException(error);
        }

        var pending = DemoReply.PendingCalls(conversation, demo);
        var words = pending.Count > 0 ? [] : DemoReply.Words(conversation, demo, options);
        foreach (var word in words)
        {
            await WaitAsync(demo.Delay / words.Count, cancellationToken);
            yield return Update(options, new TextContent(word));
        }

        if (words.Count == 0)
        {
            await WaitAsync(demo.Delay, cancellationToken);
        }

        yield return Update(options, [.. pending, DemoReply.Usage(conversation, words.Count)],
            pending.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return delay > TimeSpan.Zero ? Task.Delay(delay, clock, cancellationToken) : Task.CompletedTask;
    }

    private static ChatResponseUpdate Update(ChatOptions? options, AIContent content) =>
        Update(options, [content], null);

    private static ChatResponseUpdate Update(
        ChatOptions? options, IList<AIContent> contents, ChatFinishReason? finishReason) =>
        new(ChatRole.Assistant, contents)
        {
            ModelId = options?.ModelId,
            ResponseId = "demo",
            FinishReason = finishReason,
        };
}
