using System.Collections.Concurrent;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Telemetry;
using Agntz.Providers.Anthropic;
using Agntz.Providers.Demo;
using Agntz.Providers.Measured;
using Agntz.Providers.OpenAi;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Agntz.Providers;

/// <inheritdoc/>
internal sealed class ModelProviders : IModelProviders, IDisposable
{
    /// <summary>The provider that is built in.</summary>
    public const string Demo = "demo";

    private readonly Dictionary<string, IModelProvider> _providers;
    private readonly ConcurrentDictionary<(string Provider, string Model), IChatClient> _clients = new();
    private readonly ModelHttp _http = new();
    private readonly ModelInstruments _instruments;
    private readonly TimeProvider _clock;

    public ModelProviders(IOptions<ModelsOptions> options, ModelInstruments instruments, TimeProvider clock)
    {
        _instruments = instruments;
        _clock = clock;
        _providers = options.Value.Providers.ToDictionary(
            provider => provider.Key,
            provider => Create(provider.Key, provider.Value, options.Value.MaxAnswerBytes),
            StringComparer.OrdinalIgnoreCase);
        Names = [.. _providers.Keys.Append(Demo).Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Names { get; }

    public IChatClient? Find(string provider, string model)
    {
        if (_clients.TryGetValue((provider, model), out var known))
        {
            return known;
        }

        return Open(provider, model) is { } client
            ? _clients.GetOrAdd((provider, model), new MeasuredModel(client, provider, model, _instruments, _clock))
            : null;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        _http.Dispose();
    }

    private IModelProvider Create(string name, ProviderOptions options, int mostBytes) =>
        options.Protocol is ModelProtocol.Anthropic
            ? new AnthropicProvider(name, options, mostBytes, _http, _clock)
            : new OpenAiProvider(name, options, mostBytes, _http, _clock);

    private IChatClient? Open(string provider, string model) =>
        string.Equals(provider, Demo, StringComparison.OrdinalIgnoreCase)
            ? new DemoChatClient(_clock)
            : _providers.GetValueOrDefault(provider)?.Open(model);
}
