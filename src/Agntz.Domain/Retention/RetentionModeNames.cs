namespace Agntz.Domain.Retention;

/// <summary>The modes as requests, manifests and rows spell them.</summary>
public static class RetentionModeNames
{
    /// <summary>All of them, for messages.</summary>
    public const string All = "none, result, session";

    /// <summary>The name of a mode.</summary>
    public static string ToName(this RetentionMode mode) => mode switch
    {
        RetentionMode.None => "none",
        RetentionMode.Result => "result",
        RetentionMode.Session => "session",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a mode."),
    };

    /// <summary>The mode of a name.</summary>
    /// <returns>False when there is no such mode.</returns>
    public static bool TryParse(string? name, out RetentionMode mode)
    {
        (mode, var known) = name switch
        {
            "none" => (RetentionMode.None, true),
            "result" => (RetentionMode.Result, true),
            "session" => (RetentionMode.Session, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>The mode of a name that was written by <see cref="ToName"/>.</summary>
    /// <exception cref="FormatException">There is no such mode.</exception>
    public static RetentionMode Parse(string name) =>
        TryParse(name, out var mode) ? mode : throw new FormatException($"No mode of retention is called '{name}'.");
}
