using Microsoft.Extensions.AI;

namespace Agntz.Providers;

/// <summary>A provider that was configured.</summary>
internal interface IModelProvider
{
    /// <summary>
    /// A client for one of its models, which only streams. It never tries again by itself, and fails with
    /// <see cref="Domain.Execution.Models.ModelCallException"/> or because its token fired.
    /// </summary>
    IChatClient Open(string model);
}
