using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>
/// Refuses settings the protocol has nothing for, which the client library would leave out without a word, and sends
/// what a manifest says under <c>providerOptions</c>, each as a member of the request's body.
/// </summary>
/// <param name="inner">The client that asks.</param>
/// <param name="provider">The name under which options are for this provider.</param>
internal sealed class AnthropicSettings(IChatClient inner, string provider) : DelegatingChatClient(inner)
{
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "max_tokens", "messages", "model", "stop_sequences", "stream", "system", "tools",
    };

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, Prepare(options), cancellationToken);

    private ChatOptions? Prepare(ChatOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        if (Unknown(options).FirstOrDefault() is { } setting)
        {
            throw new ModelCallException($"{provider} has no setting '{setting}'. Leave model.{setting} out, or set what "
                + $"its API has instead under providerOptions.{provider}.");
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } && !HasProperties(schema))
        {
            throw new ModelCallException($"{provider} takes an outputSchema only when it says 'properties' at its top.");
        }

        var extras = ExtraMembers.Read(options, provider, Ours).ToList();
        if (extras.Count == 0)
        {
            return options;
        }

        var extended = options.Clone();
        extended.RawRepresentationFactory = _ => WithMembers(options, extras);
        return extended;
    }

    private static IEnumerable<string> Unknown(ChatOptions options) => new[]
    {
        ("temperature", options.Temperature is not null),
        ("topP", options.TopP is not null),
        ("topK", options.TopK is not null),
        ("presencePenalty", options.PresencePenalty is not null),
        ("frequencyPenalty", options.FrequencyPenalty is not null),
        ("seed", options.Seed is not null),
    }.Where(setting => setting.Item2).Select(setting => setting.Item1);

    private static bool HasProperties(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("properties", out _);

    // The library takes everything else from the options, but these it then expects to be there.
    private static MessageCreateParams WithMembers(ChatOptions options, List<(string Name, JsonElement Value)> extras)
    {
        var body = new Dictionary<string, JsonElement>
        {
            ["model"] = JsonSerializer.SerializeToElement(options.ModelId),
            ["max_tokens"] = JsonSerializer.SerializeToElement(options.MaxOutputTokens ?? AnthropicProvider.DefaultMaxTokens),
            ["messages"] = JsonElement.Parse("[]"),
        };
        foreach (var (name, value) in extras)
        {
            body[name] = value;
        }

        return MessageCreateParams.FromRawUnchecked(
            new Dictionary<string, JsonElement>(), new Dictionary<string, JsonElement>(), body);
    }
}
