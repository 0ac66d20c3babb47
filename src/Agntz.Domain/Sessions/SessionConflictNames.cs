namespace Agntz.Domain.Sessions;

/// <summary>How requests spell <see cref="SessionConflict"/>.</summary>
public static class SessionConflictNames
{
    private const string Supersede = "supersede";
    private const string Enqueue = "enqueue";
    private const string Reject = "reject";

    /// <summary>The way in lower case.</summary>
    public static string ToName(this SessionConflict conflict) => conflict switch
    {
        SessionConflict.Supersede => Supersede,
        SessionConflict.Enqueue => Enqueue,
        SessionConflict.Reject => Reject,
        _ => throw new ArgumentOutOfRangeException(nameof(conflict), conflict, "Not a way."),
    };

    /// <summary>Reads a name that may be anything.</summary>
    /// <returns>False when the name is none of them.</returns>
    public static bool TryParse(string? name, out SessionConflict conflict)
    {
        (var isKnown, conflict) = name switch
        {
            Supersede => (true, SessionConflict.Supersede),
            Enqueue => (true, SessionConflict.Enqueue),
            Reject => (true, SessionConflict.Reject),
            _ => (false, SessionConflict.Supersede),
        };
        return isKnown;
    }
}
