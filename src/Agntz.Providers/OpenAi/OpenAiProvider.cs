using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Agntz.Providers.OpenAi;

/// <summary>A server that speaks the OpenAI chat completions protocol.</summary>
internal sealed class OpenAiProvider(string name, ProviderOptions options, HttpClient http, TimeProvider clock)
{
    // The client library insists on a key; servers that ask for none ignore it.
    private const string NoKey = "none";

    /// <summary>A client for one of its models.</summary>
    public IChatClient Open(string model)
    {
        var key = string.IsNullOrWhiteSpace(options.ApiKey) ? NoKey : options.ApiKey;
        var client = new ChatClient(model, new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.BaseUrl!),
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = Timeout.InfiniteTimeSpan,

            // Every try is a span of its own, so trying again is the executor's.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });
        return new FailureMapping(new ExtraSettings(client.AsIChatClient(), name), new ProviderFailures(name, options.ApiKey, clock));
    }
}
