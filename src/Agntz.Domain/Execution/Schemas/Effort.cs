using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// How much work the check of one value has been. Alternatives within alternatives can multiply it beyond any measure,
/// so it is bounded, by the size of the value.
/// </summary>
internal sealed class Effort(int most)
{
    private const int ForAnyValue = 100_000;
    private const int ForEachCharacter = 8;

    private int _spent;

    /// <summary>The most steps there may be.</summary>
    public int Most { get; } = most;

    /// <summary>Whether there were more.</summary>
    public bool IsSpent => _spent > Most;

    /// <summary>What the check of a value may take.</summary>
    public static Effort For(JsonElement value) => new((int)Math.Min(
        int.MaxValue - 1, ForAnyValue + (long)ForEachCharacter * value.GetRawText().Length));

    /// <returns>False when it was too much.</returns>
    public bool Spend() => ++_spent <= Most;
}
