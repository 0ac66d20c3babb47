using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;
using ChatCompletionOptions = OpenAI.Chat.ChatCompletionOptions;

namespace Agntz.Providers.OpenAi;

/// <summary>
/// Sends what the client library has no setting for: <c>top_k</c>, and what a manifest says under
/// <c>providerOptions</c>, each as a member of the request's body.
/// </summary>
/// <param name="inner">The client that asks.</param>
/// <param name="provider">The name under which options are for this provider.</param>
internal sealed class ExtraSettings(IChatClient inner, string provider) : DelegatingChatClient(inner)
{
    // What this server makes itself, and what would make an answer one it cannot read.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "messages", "model", "n", "response_format", "stream", "stream_options", "tools",
    };

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, WithExtras(options), cancellationToken);

    private ChatOptions? WithExtras(ChatOptions? options)
    {
        var extras = Extras(options).ToList();
        if (extras.Count == 0)
        {
            return options;
        }

        var extended = options!.Clone();
        extended.RawRepresentationFactory = _ => WithMembers(extras);
        return extended;
    }

    private IEnumerable<(string Name, string Json)> Extras(ChatOptions? options)
    {
        if (options?.TopK is { } topK)
        {
            yield return ("top_k", JsonSerializer.Serialize(topK));
        }

        if (options?.AdditionalProperties?.TryGetValue(provider, out var value) is not true
            || value is not JsonElement { ValueKind: JsonValueKind.Object } given)
        {
            yield break;
        }

        foreach (var option in given.EnumerateObject())
        {
            yield return Ours.Contains(option.Name)
                ? throw new ModelCallException(
                    $"providerOptions.{provider}.{option.Name} is not understood: this member of the request is set by "
                    + "the server. Use the settings of the manifest instead.")
                : (option.Name, option.Value.GetRawText());
        }
    }

    private static ChatCompletionOptions WithMembers(List<(string Name, string Json)> members)
    {
        var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The only way to send a member the library has no property for.
        foreach (var (name, json) in members)
        {
            raw.Patch.Set(Encoding.UTF8.GetBytes($"$['{name}']"), BinaryData.FromString(json));
        }
#pragma warning restore SCME0001

        return raw;
    }
}
