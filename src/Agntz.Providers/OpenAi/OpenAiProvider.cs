using Agntz.Providers.Failures;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>A server that speaks the OpenAI chat completions protocol.</summary>
internal sealed class OpenAiProvider : IModelProvider
{
    private const string Azure = ".azure.com";

    private readonly string _name;
    private readonly int _mostBytes;
    private readonly ProviderFailures _failures;
    private readonly ModelEndpoint _endpoint;

    public OpenAiProvider(string name, ProviderOptions options, int mostBytes, ModelHttp http, TimeProvider clock)
    {
        (_name, _mostBytes) = (name, mostBytes);
        _failures = new ProviderFailures(name, options.ApiKey, clock);
        var url = ModelEndpoint.Below(options.BaseUrl!, "/chat/completions");
        _endpoint = new ModelEndpoint(http.CreateClient(), url, [.. Credentials(options.ApiKey, url)], _failures);
    }

    public IChatClient Open(string model) => new FailureMapping(
        new OpenAiClient(_name, model, _endpoint, new OpenAiDialect(_endpoint.Host), _failures, _mostBytes), _failures);

    private static IEnumerable<(string Name, string Value)> Credentials(string? key, Uri url)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            yield break;
        }

        yield return ("Authorization", $"Bearer {key}");
        if (url.Host.EndsWith(Azure, StringComparison.OrdinalIgnoreCase))
        {
            yield return ("api-key", key);
        }
    }
}
