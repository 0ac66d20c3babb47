using System.Reflection;
using Agntz.Domain.Ids;
using Microsoft.Extensions.Options;
using OpenTelemetry.Resources;

namespace Agntz.Api.Telemetry.Export;

/// <summary>What everything that is exported says of where it comes from: the same for all signals.</summary>
internal sealed class ProcessResource : IResourceDetector
{
    private const string ServiceName = "service.name";

    private readonly Resource _resource;

    public ProcessResource(IOptions<TelemetryOptions> options, IdSource ids)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [ServiceName] = "agntz",
            ["service.version"] = Version,
            ["service.instance.id"] = ids.NewGuid().ToString(),
        };
        foreach (var (name, value) in options.Value.BaseAttributes)
        {
            attributes[name] = value;
        }

        _resource = new Resource(attributes);
    }

    private static string Version => typeof(ProcessResource).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public Resource Detect() => _resource;
}
