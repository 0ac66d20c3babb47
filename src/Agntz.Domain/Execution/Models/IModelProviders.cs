using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>The models an agent can ask, by provider.</summary>
public interface IModelProviders
{
    /// <summary>
    /// A client for a model. Clients are shared: the caller neither disposes one nor keeps it beyond the call. They
    /// never retry by themselves, and fail only with <see cref="ModelCallException"/> or cancellation.
    /// </summary>
    /// <returns>Null when no provider has this name.</returns>
    IChatClient? Find(string provider, string model);

    /// <summary>The names of the configured providers, sorted.</summary>
    IReadOnlyList<string> Names { get; }
}
