using System.Text.Json;
using Agntz.Testing.Models;
using Agntz.Testing.OpenAi;
using Microsoft.AspNetCore.Http;

namespace Agntz.Testing.Anthropic;

/// <summary>An answer as events of the messages protocol: a block of text at most, and a block for each call.</summary>
internal sealed class AnthropicStream(HttpResponse response, string model) : IFakeStream
{
    private int _blocks;
    private bool _isText;

    public string ToolsReason => "tool_use";

    public async Task SayAsync(params string[] chunks)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";
            await WriteAsync("message_start", new
            {
                type = "message_start",
                message = new
                {
                    id = "msg_1",
                    type = "message",
                    role = "assistant",
                    model = $"{model}-2026",
                    content = Array.Empty<object>(),
                    usage = new { input_tokens = 0, output_tokens = 0 },
                },
            });
        }

        if (chunks.Length > 0 && !_isText)
        {
            _isText = true;
            await BeginBlockAsync(new { type = "text", text = "" });
        }

        foreach (var chunk in chunks)
        {
            await DeltaAsync(new { type = "text_delta", text = chunk });
        }
    }

    public async Task CallAsync(IReadOnlyList<FakeToolCall> calls)
    {
        await EndTextAsync();
        foreach (var call in calls)
        {
            await BeginBlockAsync(new { type = "tool_use", id = call.Id, name = call.Name, input = new { } });
            foreach (var piece in call.Arguments)
            {
                await DeltaAsync(new { type = "input_json_delta", partial_json = piece });
            }

            await EndBlockAsync();
        }
    }

    public async Task FinishAsync(string reason, FakeUsage usage)
    {
        await EndTextAsync();
        await WriteAsync("message_delta", new
        {
            type = "message_delta",
            delta = new { stop_reason = reason switch { "stop" => "end_turn", "length" => "max_tokens", _ => reason } },
            usage = new
            {
                input_tokens = usage.Prompt - usage.Cached - usage.CacheWrite,
                cache_read_input_tokens = usage.Cached,
                cache_creation_input_tokens = usage.CacheWrite,
                output_tokens = usage.Completion,
            },
        });
        await WriteAsync("message_stop", new { type = "message_stop" });
    }

    private Task BeginBlockAsync(object block) =>
        WriteAsync("content_block_start", new { type = "content_block_start", index = _blocks, content_block = block });

    private Task DeltaAsync(object delta) =>
        WriteAsync("content_block_delta", new { type = "content_block_delta", index = _blocks, delta });

    private async Task EndBlockAsync()
    {
        await WriteAsync("content_block_stop", new { type = "content_block_stop", index = _blocks });
        _blocks++;
    }

    private async Task EndTextAsync()
    {
        if (_isText)
        {
            _isText = false;
            await EndBlockAsync();
        }
    }

    private async Task WriteAsync(string name, object data)
    {
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data)}\n\n");
        await response.Body.FlushAsync();
    }
}
