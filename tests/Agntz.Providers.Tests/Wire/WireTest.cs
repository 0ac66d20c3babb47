using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Testing.Network;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Providers.Tests.Wire;

/// <summary>A client against a server that answers byte for byte what a test tells it.</summary>
public abstract class WireTest : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-03-04T05:06:07Z"));
    private RecordingServer? _server;
    private IChatClient? _client;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected RecordingServer Server => _server!;

    /// <summary>The settings that lead to <see cref="Server"/>, under the provider <c>it</c>.</summary>
    protected abstract (string Key, string Value)[] Settings { get; }

    public async ValueTask InitializeAsync()
    {
        _server = await RecordingServer.StartAsync();
        _client = TestProviders.Create(_clock,
            [.. Settings.Select(setting => (setting.Key, (string?)setting.Value)), ("Models:MaxAnswerBytes", "65536")])
            .Find("it", "m");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Server.DisposeAsync();
    }

    private protected Task<WireAnswer> AskAsync(RecordedAnswer answer, ChatOptions? options = null) =>
        AskAsync([answer], [new ChatMessage(ChatRole.User, "Hello")], options);

    private protected async Task<WireAnswer> AskAsync(
        RecordedAnswer[] answers, ChatMessage[] messages, ChatOptions? options = null)
    {
        foreach (var answer in answers)
        {
            Server.Enqueue(answer);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in _client!.GetStreamingResponseAsync(messages, options, Token))
        {
            updates.Add(update);
        }

        return new WireAnswer(updates);
    }

    private protected Task<ModelCallException> FailAsync(RecordedAnswer answer) =>
        Assert.ThrowsAsync<ModelCallException>(() => AskAsync(answer));

    protected JsonElement Body(int request) => JsonElement.Parse(Server.Requests[request].Body);

    /// <summary>A body that is sent byte by byte.</summary>
    protected static RecordedAnswer ByteByByte(string body) => new()
    {
        ContentType = "text/event-stream",
        Write = async (stream, stop) =>
        {
            foreach (var one in Encoding.UTF8.GetBytes(body))
            {
                await stream.WriteAsync(new[] { one }, stop);
                await stream.FlushAsync(stop);
            }
        },
    };

    /// <summary>A body that goes on until nobody listens.</summary>
    protected static RecordedAnswer Endless(string piece) => new()
    {
        ContentType = "text/event-stream",
        Write = async (stream, stop) =>
        {
            var bytes = Encoding.UTF8.GetBytes(piece);
            while (!stop.IsCancellationRequested)
            {
                await stream.WriteAsync(bytes, stop);
            }
        },
    };
}
