using Agntz.Domain.Execution.Models;
using Agntz.Domain.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Providers.Tests;

/// <summary>The providers as the service registers them.</summary>
internal static class TestProviders
{
    public static IModelProviders Create(TimeProvider clock, params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build();
        return new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton(GenAiConventions.Version141)
            .AddAgntzProviders(configuration)
            .BuildServiceProvider()
            .GetRequiredService<IModelProviders>();
    }

    /// <summary>Asks a model, and gathers every update of its answer.</summary>
    public static async Task<List<ChatResponseUpdate>> AskAsync(
        this IChatClient client, string message, ChatOptions? options, CancellationToken cancellationToken)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.User, message)], options, cancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }
}
