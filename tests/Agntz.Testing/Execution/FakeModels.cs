using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Testing.Execution;

/// <summary>Models that answer as a test tells them, under the provider <c>fake</c>.</summary>
/// <param name="answer">What a model answers: its name and the user's message are given.</param>
public sealed class FakeModels(Func<FakeModelCall, Task<FakeReply>> answer) : IModelProviders
{
    private readonly Lock _lock = new();
    private readonly List<FakeModelCall> _calls = [];

    /// <summary>The calls that began, in order.</summary>
    public IReadOnlyList<FakeModelCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>What a model says, piece by piece; where it is set, whole answers are not asked for.</summary>
    public Func<FakeModelCall, IAsyncEnumerable<string>>? Pieces { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => ["fake"];

    /// <inheritdoc/>
    public IChatClient? Find(string provider, string model) => provider is "fake" ? new Client(this, model) : null;

    private IAsyncEnumerable<FakeReply> Answer(FakeModelCall call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }

        return Pieces is { } pieces ? Said(pieces(call)) : Whole(answer(call).WaitAsync(cancellationToken));
    }

    private static async IAsyncEnumerable<FakeReply> Whole(Task<FakeReply> answer)
    {
        yield return await answer;
    }

    private static async IAsyncEnumerable<FakeReply> Said(IAsyncEnumerable<string> pieces)
    {
        await foreach (var piece in pieces)
        {
            yield return new FakeReply(piece);
        }
    }

    private sealed class Client(FakeModels models, string model) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Models are always streamed.");

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            IReadOnlyList<ChatMessage> sent = [.. messages];
            var call = new FakeModelCall(model, sent[^1].Text)
            {
                Messages = sent,
                Tools = [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>()],
            };
            var finish = ChatFinishReason.Stop;
            await foreach (var reply in models.Answer(call, cancellationToken))
            {
                if (reply.Failure is { } failure)
                {
                    throw failure;
                }

                finish = reply.FinishReason is { } reason ? new ChatFinishReason(reason)
                    : reply.ToolCalls.Length > 0 ? ChatFinishReason.ToolCalls : finish;
                yield return new ChatResponseUpdate(ChatRole.Assistant, reply.Text) { ModelId = model };
                yield return new ChatResponseUpdate(ChatRole.Assistant, [.. reply.ToolCalls.Select(Call)]);
                if (reply.Echo is { } echo)
                {
                    yield return new ChatResponseUpdate(ChatRole.Assistant, [new EchoContent(JsonElement.Parse(echo))]);
                }
            }

            yield return new ChatResponseUpdate { ModelId = model, FinishReason = finish };
            yield return new ChatResponseUpdate(ChatRole.Assistant,
                [new UsageContent(new UsageDetails { InputTokenCount = 2, OutputTokenCount = 1 })]);
        }

        private static FunctionCallContent Call((string Id, string Name, string Arguments) call) =>
            new(call.Id, call.Name, JsonElement.Parse(call.Arguments).EnumerateObject()
                .ToDictionary(argument => argument.Name, argument => (object?)argument.Value));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
