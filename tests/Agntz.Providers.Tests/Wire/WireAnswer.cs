using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Tests.Wire;

/// <summary>What came of a whole answer.</summary>
internal sealed record WireAnswer(IReadOnlyList<ChatResponseUpdate> Updates)
{
    private IEnumerable<AIContent> Contents => Updates.SelectMany(update => update.Contents);

    public string Text => string.Concat(Updates.Select(update => update.Text));

    public string? Finish => Updates[^1].FinishReason?.Value;

    public UsageDetails? Usage => Contents.OfType<UsageContent>().LastOrDefault()?.Details;

    public (long? Input, long? Output) Tokens => (Usage?.InputTokenCount, Usage?.OutputTokenCount);

    public IReadOnlyList<FunctionCallContent> Calls => [.. Contents.OfType<FunctionCallContent>()];

    /// <summary>Each call as <c>id name arguments</c>.</summary>
    public IReadOnlyList<string> CallLines =>
    [
        .. Calls.Select(call => $"{call.CallId} {call.Name} " + (call.Exception is null
            ? $"{{{string.Join(',', call.Arguments!.Select(it => $"\"{it.Key}\":{((JsonElement)it.Value!).GetRawText()}"))}}}"
            : "broken")),
    ];

    public JsonElement? Echo => Contents.OfType<EchoContent>().SingleOrDefault()?.Value;
}
