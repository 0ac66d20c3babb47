using Microsoft.Extensions.Options;

namespace Agntz.Providers.Outbound;

/// <summary>Says what is wrong with <see cref="OutboundOptions"/>, and what to set instead.</summary>
internal sealed class OutboundOptionsCheck : IValidateOptions<OutboundOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var problems = options.AllowedHosts.Index()
            .Where(entry => AllowedHost.Parse(entry.Item) is null)
            .Select(entry => $"Outbound:AllowedHosts:{entry.Index} must be a host or host:port, found '{entry.Item}'. "
                + $"Set Outbound__AllowedHosts__{entry.Index} to something like 'search.internal' or '10.1.2.3:8080'.")
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
