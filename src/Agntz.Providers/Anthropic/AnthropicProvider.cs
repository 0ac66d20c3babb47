using Agntz.Providers.Failures;
using Anthropic;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>A server that speaks Anthropic's messages protocol.</summary>
internal sealed class AnthropicProvider : IModelProvider
{
    /// <summary>How long an answer may be when the manifest does not say; the protocol asks for a number.</summary>
    public const int DefaultMaxTokens = 16_384;

    // Without a key the client library would look for one by itself, in the environment and in files.
    private const string NoKey = "none";

    // Whoever asks holds the token that ends a call; the library tells the server of this limit and takes no endless one.
    private static readonly TimeSpan Limit = TimeSpan.FromDays(1);

    private readonly string _name;
    private readonly ProviderOptions _options;
    private readonly ProviderFailures _failures;
    private readonly HttpClient _http;

    public AnthropicProvider(string name, ProviderOptions options, ModelHttp http, TimeProvider clock)
    {
        (_name, _options) = (name, options);
        _failures = new ProviderFailures(name, options.ApiKey, clock);
        _http = http.CreateClient(sockets => new AnthropicRefusals(sockets, _failures));
    }

    public IChatClient Open(string model)
    {
        var client = new AnthropicClient
        {
            BaseUrl = _options.BaseUrl!,
            ApiKey = string.IsNullOrWhiteSpace(_options.ApiKey) ? NoKey : _options.ApiKey,
            HttpClient = _http,
            Timeout = Limit,

            // Every try is a span of its own, so trying again is the executor's.
            MaxRetries = 0,
        };
        return new FailureMapping(
            new AnthropicSettings(client.AsIChatClient(model, DefaultMaxTokens), _name), _failures, AnthropicFailures.Explain);
    }
}
