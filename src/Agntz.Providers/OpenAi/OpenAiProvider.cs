using System.ClientModel;
using System.ClientModel.Primitives;
using Agntz.Providers.Failures;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Agntz.Providers.OpenAi;

/// <summary>A server that speaks the OpenAI chat completions protocol.</summary>
internal sealed class OpenAiProvider(string name, ProviderOptions options, ModelHttp http, TimeProvider clock) : IModelProvider
{
    // The client library insists on a key; servers that ask for none ignore it.
    private const string NoKey = "none";

    private readonly HttpClient _http = http.CreateClient();
    private readonly ProviderFailures _failures = new(name, options.ApiKey, clock);

    public IChatClient Open(string model)
    {
        var key = string.IsNullOrWhiteSpace(options.ApiKey) ? NoKey : options.ApiKey;
        var client = new ChatClient(model, new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.BaseUrl!),
            Transport = new HttpClientPipelineTransport(_http),
            NetworkTimeout = Timeout.InfiniteTimeSpan,

            // Every try is a span of its own, so trying again is the executor's.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });
        return new FailureMapping(new ExtraSettings(client.AsIChatClient(), name), _failures, OpenAiFailures.Explain);
    }
}
