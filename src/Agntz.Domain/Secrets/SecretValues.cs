using Agntz.Domain.Execution;
using Agntz.Domain.Json;

namespace Agntz.Domain.Secrets;

/// <summary>The values of the secrets one call needs; lives as long as the call and goes nowhere else.</summary>
public sealed class SecretValues
{
    /// <summary>What paths of templates to secrets begin with.</summary>
    public const string Root = "secrets";

    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Takes values by name.</summary>
    public SecretValues(IReadOnlyDictionary<string, string> values)
    {
        _values = values;
    }

    /// <summary>No secrets.</summary>
    public static SecretValues None { get; } = new(new Dictionary<string, string>());

    /// <summary>The values alone, to be taken out of whatever comes back.</summary>
    public IReadOnlyCollection<string> All => [.. _values.Values];

    /// <summary>A value.</summary>
    /// <exception cref="KeyNotFoundException">The name was not asked for.</exception>
    public string this[string name] => _values[name];

    /// <summary>A copy of a state in which templates find them, under <see cref="Root"/>.</summary>
    public AgentState Over(AgentState state)
    {
        var copy = new AgentState(state.Held) { IsOfOneCall = true };
        foreach (var (key, value) in state)
        {
            copy.SetShared(key, value);
        }

        copy.SetShared(Root, JsonText.Parse(JsonText.WriteObject(_values, static (writer, values) =>
        {
            foreach (var (name, value) in values)
            {
                writer.WriteString(name, value);
            }
        })));
        return copy;
    }

    /// <summary>Says nothing: whatever prints this must not print a secret.</summary>
    public override string ToString() => nameof(SecretValues);
}
