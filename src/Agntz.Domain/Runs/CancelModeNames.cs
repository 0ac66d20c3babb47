using System.Diagnostics.CodeAnalysis;

namespace Agntz.Domain.Runs;

/// <summary>The one spelling of cancel modes, on the wire and in storage.</summary>
public static class CancelModeNames
{
    private const string Finish = "finish";
    private const string Abort = "abort";

    /// <summary>The mode in lower case.</summary>
    public static string ToName(this CancelMode mode) => mode switch
    {
        CancelMode.Finish => Finish,
        CancelMode.Abort => Abort,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a cancel mode."),
    };

    /// <summary>Reads a name written by <see cref="ToName"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The name is none of them.</exception>
    public static CancelMode Parse(string name) => TryParse(name, out var mode)
        ? mode
        : throw new ArgumentOutOfRangeException(nameof(name), name, "Not a cancel mode.");

    /// <summary>Reads a name that may be anything.</summary>
    /// <returns>False when the name is none of them.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out CancelMode mode)
    {
        mode = name is Abort ? CancelMode.Abort : CancelMode.Finish;
        return name is Finish or Abort;
    }
}
