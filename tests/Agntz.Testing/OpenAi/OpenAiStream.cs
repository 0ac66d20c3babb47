using Agntz.Testing.Models;
using Microsoft.AspNetCore.Http;

namespace Agntz.Testing.OpenAi;

/// <summary>An answer as chunks of the chat completions protocol.</summary>
internal sealed class OpenAiStream(HttpResponse response) : IFakeStream
{
    public string ToolsReason => "tool_calls";

    public async Task SayAsync(params string[] chunks)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";
        }

        foreach (var chunk in chunks)
        {
            await WriteAsync(OpenAiChunks.Text(chunk));
        }
    }

    // The beginning of each call first, then a piece of one after a piece of the other.
    public async Task CallAsync(IReadOnlyList<FakeToolCall> calls)
    {
        foreach (var (index, call) in calls.Index())
        {
            await WriteAsync(OpenAiChunks.ToolCall(index, call));
        }

        for (var piece = 0; calls.Any(call => piece < call.Arguments.Length); piece++)
        {
            foreach (var (index, call) in calls.Index().Where(it => piece < it.Item.Arguments.Length))
            {
                await WriteAsync(OpenAiChunks.ToolArguments(index, call.Arguments[piece]));
            }
        }
    }

    public async Task FinishAsync(string reason, FakeUsage usage)
    {
        await WriteAsync(OpenAiChunks.Finish(reason));
        await WriteAsync(OpenAiChunks.Usage(usage));
        await response.WriteAsync("data: [DONE]\n\n");
    }

    private async Task WriteAsync(string chunk)
    {
        await response.WriteAsync($"data: {chunk}\n\n");
        await response.Body.FlushAsync();
    }
}
