using Agntz.Domain.Runs;
using Agntz.Persistence.Model.Runs;

namespace Agntz.Persistence.Writing;

/// <summary>What a flush asks the database before its rows are composed.</summary>
internal sealed record FlushQuestions
{
    /// <summary>The number of the flush.</summary>
    public required long Number { get; init; }

    /// <summary>The runs to be created.</summary>
    public required IReadOnlyList<NewRun> Creations { get; init; }

    /// <summary>
    /// The keys of the creations in an order all processes share, each once: it is the first creation's in the batch.
    /// </summary>
    public required IReadOnlyList<IdempotencyKeyRow> Keys { get; init; }

    /// <summary>Those of <see cref="Creations"/> whose session may exist, and may have active runs.</summary>
    public required IReadOnlyList<NewRun> InSessions { get; init; }

    /// <summary>Those of <see cref="InSessions"/> that cancel all active runs of their session.</summary>
    public required IReadOnlyList<NewRun> Superseding { get; init; }

    /// <summary>The claims written under.</summary>
    public required IReadOnlyList<RunHold> Holds { get; init; }

    /// <summary>Those of <see cref="Holds"/> whose runs are part of a session and end.</summary>
    public required IReadOnlyList<RunHold> EndingInSessions { get; init; }

    /// <summary>Those of <see cref="Holds"/> whose runs end with spans open, or where text of a span becomes void.</summary>
    public required IReadOnlyList<RunHold> AskingForOpenSpans { get; init; }
}
