using Agntz.Providers.Failures;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>A server that speaks Anthropic's messages protocol.</summary>
internal sealed class AnthropicProvider : IModelProvider
{
    private const string Version = "2026-10-21";

    private readonly string _name;
    private readonly int _mostBytes;
    private readonly ProviderFailures _failures;
    private readonly ModelEndpoint _endpoint;

    public AnthropicProvider(string name, ProviderOptions options, int mostBytes, ModelHttp http, TimeProvider clock)
    {
        (_name, _mostBytes) = (name, mostBytes);
        _failures = new ProviderFailures(name, options.ApiKey, clock);
        IReadOnlyList<(string, string)> headers = string.IsNullOrWhiteSpace(options.ApiKey)
            ? [("anthropic-version", Version)]
            : [("anthropic-version", Version), ("Authorization", $"Bearer {options.ApiKey}")];
        _endpoint = new ModelEndpoint(
            http.CreateClient(), ModelEndpoint.Below(options.BaseUrl!, "/v1/messages"), headers, _failures);
    }

    public IChatClient Open(string model) =>
        new FailureMapping(new AnthropicClient(_name, model, _endpoint, _failures, _mostBytes), _failures);
}
