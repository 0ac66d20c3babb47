namespace Agntz.Domain.Sessions;

/// <summary>The session a run is to be created in.</summary>
public sealed record NewRunSession
{
    /// <summary>The most runs that may wait in a session, unless it is set.</summary>
    public const int DefaultMaxWaiting = 1000;

    /// <summary>What it is called.</summary>
    public required string Id { get; init; }

    /// <summary>Its number, where there is no session of this name yet and the run begins it.</summary>
    public required long Key { get; init; }

    /// <summary>True when the name was made for this run, so that nobody else can know of the session yet.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>What is done when older runs of the session are active.</summary>
    public SessionConflict Conflict { get; init; }

    /// <summary>The most runs that may wait in the session for older ones.</summary>
    public int MaxWaiting { get; init; } = DefaultMaxWaiting;
}
