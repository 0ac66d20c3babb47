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
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "messages", "model", "n", "response_format", "stream", "stream_options", "tools",
    };

    /// <exception cref="ModelCallException">An option is the server's.</exception>
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

    private IEnumerable<(string Name, JsonElement Value)> Extras(ChatOptions? options) =>
        options?.TopK is { } topK
            ? ExtraMembers.Read(options, provider, Ours).Prepend(("top_k", JsonSerializer.SerializeToElement(topK)))
            : ExtraMembers.Read(options, provider, Ours);

    private static ChatCompletionOptions WithMembers(List<(string Name, JsonElement Value)> members)
    {
        var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The only way to send a member the library has no property for.
        foreach (var (name, value) in members)
        {
            raw.Patch.Set(Encoding.UTF8.GetBytes($"$['{name}']"), BinaryData.FromString(value.GetRawText()));
        }
#pragma warning restore SCME0001

        return raw;
    }
}
