using System.Globalization;
using System.Runtime.CompilerServices;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Runs;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Usage;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Measured;

/// <summary>Measures every call to a model, from its beginning until its answer has ended, failed or was let go.</summary>
internal sealed class MeasuredModel(
    IChatClient inner, string provider, string model, ModelInstruments instruments, TimeProvider clock)
    : DelegatingChatClient(inner)
{
    private const string Cancelled = "cancelled";

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new Call(clock.GetTimestamp());
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await MoveNextAsync(updates, call))
            {
                call.Hear(updates.Current);
                yield return updates.Current;
            }
        }
        finally
        {
            Record(call);
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, Call call)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception failure)
        {
            call.Error = ErrorType(failure);
            throw;
        }
    }

    private static string ErrorType(Exception failure) => failure switch
    {
        OperationCanceledException => Cancelled,
        ModelCallException { Status: { } status } => status.ToString(CultureInfo.InvariantCulture),
        ModelCallException { InnerException: { } cause } => cause.GetType().FullName!,
        _ => failure.GetType().FullName!,
    };

    private void Record(Call call)
    {
        instruments.Called(provider, model, call.Model, clock.GetElapsedTime(call.Begun), call.Error);
        if (call.Usage is { } usage)
        {
            instruments.Used(provider, model, call.Model,
                new RunUsage(usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0), TokenParts.Of(usage));
        }
    }

    private sealed class Call(long begun)
    {
        public long Begun { get; } = begun;

        public string? Model { get; private set; }

        public UsageDetails? Usage { get; private set; }

        public string? Error { get; set; }

        public void Hear(ChatResponseUpdate update)
        {
            Model = update.ModelId ?? Model;
            foreach (var content in update.Contents)
            {
                Usage = (content as UsageContent)?.Details ?? Usage;
            }
        }
    }
}
