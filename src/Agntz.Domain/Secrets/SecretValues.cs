namespace Agntz.Domain.Secrets;

/// <summary>The values of the secrets one call needs; lives as long as the call and goes nowhere else.</summary>
public sealed class SecretValues
{
    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Takes values by name.</summary>
    public SecretValues(IReadOnlyDictionary<string, string> values)
    {
        _values = values;
        Redaction = new Redaction(values.Values);
    }

    /// <summary>No secrets.</summary>
    public static SecretValues None { get; } = new(new Dictionary<string, string>());

    /// <summary>Takes the values out of whatever comes back.</summary>
    public Redaction Redaction { get; }

    /// <summary>A value.</summary>
    /// <exception cref="KeyNotFoundException">The name was not asked for.</exception>
    public string this[string name] => _values[name];

    /// <summary>Says nothing: whatever prints this must not print a secret.</summary>
    public override string ToString() => nameof(SecretValues);
}
