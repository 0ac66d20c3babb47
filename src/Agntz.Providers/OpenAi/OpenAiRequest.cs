using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>Request for a streamed chat completion: what was asked for, and nothing else.</summary>
/// <param name="provider">The name under which options are for this provider.</param>
/// <param name="model">The model.</param>
/// <param name="messages">The conversation.</param>
/// <param name="options">The settings.</param>
/// <param name="dialect">The members the server does not take.</param>
internal sealed class OpenAiRequest(
    string provider, string model, IReadOnlyList<ChatMessage> messages, ChatOptions options, OpenAiDialect dialect)
{
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "messages", "model", "n", "response_format", "stream", "stream_options", "tools",
    };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, JsonElement> _extras =
        ExtraMembers.Read(options, provider, Ours).ToDictionary(extra => extra.Name, extra => extra.Value);

    /// <summary>The body.</summary>
    /// <param name="optional">Members of it that the server can do without.</param>
    public ReadOnlyMemory<byte> ToJson(out IReadOnlyCollection<string> optional)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var sent = new HashSet<string>(StringComparer.Ordinal);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            new OpenAiMessages(writer, dialect, sent).Write(messages);
            WriteStream(writer, sent);
            WriteSettings(writer, sent);
            WriteFormat(writer);
            WriteTools(writer);
            foreach (var (name, value) in _extras)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        optional = sent;
        return buffer.WrittenMemory;
    }

    private void WriteStream(Utf8JsonWriter writer, HashSet<string> sent)
    {
        writer.WriteBoolean("stream", true);
        if (!dialect.Takes(OpenAiDialect.StreamOptions))
        {
            return;
        }

        sent.Add(OpenAiDialect.StreamOptions);
        writer.WriteStartObject(OpenAiDialect.StreamOptions);
        writer.WriteBoolean("include_usage", true);
        writer.WriteEndObject();
    }

    private void WriteSettings(Utf8JsonWriter writer, HashSet<string> sent)
    {
        if (options.MaxOutputTokens is { } most && !_extras.ContainsKey(OpenAiDialect.MaxTokens)
            && !_extras.ContainsKey(OpenAiDialect.MaxCompletionTokens))
        {
            sent.Add(dialect.LimitName);
            writer.WriteNumber(dialect.LimitName, most);
        }

        Write(writer, "temperature", options.Temperature);
        Write(writer, "top_p", options.TopP);
        Write(writer, "top_k", options.TopK);
        Write(writer, "presence_penalty", options.PresencePenalty);
        Write(writer, "frequency_penalty", options.FrequencyPenalty);
        if (options.Seed is { } seed && !_extras.ContainsKey("seed"))
        {
            writer.WriteNumber("seed", seed);
        }

        if (options.StopSequences is { Count: > 0 } stop && !_extras.ContainsKey("stop"))
        {
            writer.WriteStartArray("stop");
            foreach (var text in stop)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }

    private void Write(Utf8JsonWriter writer, string name, float? value)
    {
        if (value is { } number && !_extras.ContainsKey(name))
        {
            writer.WriteNumber(name, number);
        }
    }

    private void WriteFormat(Utf8JsonWriter writer)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return;
        }

        writer.WriteStartObject("response_format");
        writer.WriteString("type", format.Schema is null ? "json_object" : "json_schema");
        if (format.Schema is { } schema)
        {
            writer.WriteStartObject("json_schema");
            writer.WriteString("name", format.SchemaName ?? "output");
            writer.WritePropertyName("schema");
            schema.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter writer)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        writer.WriteStartArray("tools");
        foreach (var tool in tools.OfType<AIFunctionDeclaration>())
        {
            writer.WriteStartObject();
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", tool.Name);
            if (tool.Description is { Length: > 0 } description)
            {
                writer.WriteString("description", description);
            }

            writer.WritePropertyName("parameters");
            WriteParameters(writer, tool.JsonSchema);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // OpenAI refuses a schema of an object without properties; with none named, any are still allowed.
    private static void WriteParameters(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object || schema.TryGetProperty("properties", out _))
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        writer.WriteStartObject("properties");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
