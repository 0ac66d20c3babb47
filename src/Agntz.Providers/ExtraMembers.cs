using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers;

/// <summary>What a manifest says under <c>providerOptions</c>: members of the request's body.</summary>
internal static class ExtraMembers
{
    /// <summary>The members, in the order of the manifest.</summary>
    /// <param name="options">The settings of the call.</param>
    /// <param name="provider">The name under which options are for this provider.</param>
    /// <param name="ours">What this server makes itself, and what would make an answer one it cannot read.</param>
    /// <exception cref="ModelCallException">One of them is the server's.</exception>
    public static IEnumerable<(string Name, JsonElement Value)> Read(
        ChatOptions? options, string provider, IReadOnlySet<string> ours)
    {
        if (options?.AdditionalProperties?.TryGetValue(provider, out var value) is not true
            || value is not JsonElement { ValueKind: JsonValueKind.Object } given)
        {
            yield break;
        }

        foreach (var option in given.EnumerateObject())
        {
            yield return ours.Contains(option.Name)
                ? throw new ModelCallException(
                    $"providerOptions.{provider}.{option.Name} is not understood: this member of the request is set by "
                    + "the server. Use the settings of the manifest instead.")
                : (option.Name, option.Value);
        }
    }
}
