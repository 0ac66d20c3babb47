using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>Request for a streamed message. Settings the protocol has nothing for are refused by name.</summary>
internal sealed class AnthropicRequest
{
    /// <summary>How long an answer may be when the manifest does not say; the protocol asks for a number.</summary>
    public const int DefaultMaxTokens = 16_384;

    private const string OutputConfig = "output_config";

    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "max_tokens", "messages", "model", "stop_sequences", "stream", "system", "tools",
    };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _model;
    private readonly ChatOptions _options;
    private readonly IReadOnlyList<ChatMessage> _messages;
    private readonly Dictionary<string, JsonElement> _extras;
    private readonly List<IReadOnlyList<AnthropicBlock>> _paused = [];

    /// <summary>Prepares one.</summary>
    /// <param name="provider">The name under which options are for this provider.</param>
    /// <param name="model">The model.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ModelCallException">One of them cannot be sent.</exception>
    public AnthropicRequest(string provider, string model, IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        (_model, _messages, _options) = (model, messages, options);
        if (Unknown(options).FirstOrDefault() is { } setting)
        {
            throw new ModelCallException($"{provider} has no setting '{setting}'. Leave model.{setting} out, or set what "
                + $"its API has instead under providerOptions.{provider}.");
        }

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } && !HasProperties(schema))
        {
            throw new ModelCallException($"{provider} takes an outputSchema only when it says 'properties' at its top.");
        }

        _extras = ExtraMembers.Read(options, provider, Ours).ToDictionary(extra => extra.Name, extra => extra.Value);
    }

    /// <summary>Has the server go on with a turn that it has paused.</summary>
    public void Continue(IReadOnlyList<AnthropicBlock> blocks) => _paused.Add(blocks);

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("model", _model);
            writer.WriteNumber("max_tokens", _options.MaxOutputTokens ?? DefaultMaxTokens);
            writer.WriteBoolean("stream", true);
            new AnthropicMessages(writer).Write(_messages, _paused);
            WriteStops(writer);
            WriteTools(writer);
            WriteFormat(writer);
            foreach (var (name, value) in _extras.Where(extra => extra.Key != OutputConfig))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
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

    private void WriteStops(Utf8JsonWriter writer)
    {
        if (_options.StopSequences is not { Count: > 0 } stop)
        {
            return;
        }

        writer.WriteStartArray("stop_sequences");
        foreach (var text in stop)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private void WriteTools(Utf8JsonWriter writer)
    {
        if (_options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        writer.WriteStartArray("tools");
        foreach (var tool in tools.OfType<AIFunctionDeclaration>())
        {
            writer.WriteStartObject();
            writer.WriteString("name", tool.Name);
            if (tool.Description is { Length: > 0 } description)
            {
                writer.WriteString("description", description);
            }

            writer.WritePropertyName("input_schema");
            tool.JsonSchema.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteFormat(Utf8JsonWriter writer)
    {
        var schema = (_options.ResponseFormat as ChatResponseFormatJson)?.Schema;
        var given = _extras.TryGetValue(OutputConfig, out var extra) ? extra : default;
        if (schema is null && given.ValueKind is JsonValueKind.Undefined)
        {
            return;
        }

        writer.WriteStartObject(OutputConfig);
        if (given.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in given.EnumerateObject().Where(member => schema is null || member.Name != "format"))
            {
                member.WriteTo(writer);
            }
        }

        if (schema is { } wanted)
        {
            writer.WriteStartObject("format");
            writer.WriteString("type", "json_schema");
            writer.WritePropertyName("schema");
            AnthropicSchema.Write(writer, wanted);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
