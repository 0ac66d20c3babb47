namespace Agntz.Testing.Network;

/// <summary>What a <see cref="RecordingServer"/> answers.</summary>
public sealed record RecordedAnswer
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The body.</summary>
    public string Body { get; init; } = "{}";

    /// <summary>Writes the body instead, as it likes; null for <see cref="Body"/>.</summary>
    public Func<Stream, CancellationToken, Task>? Write { get; init; }

    /// <summary>Its content type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers beside.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it redirects to; null for nowhere.</summary>
    public string? Location { get; init; }

    /// <summary>What must complete before it answers; null to answer at once.</summary>
    public Task? Release { get; init; }

    /// <summary>True to cut the connection instead of answering.</summary>
    public bool Cut { get; init; }

    /// <summary>A redirect.</summary>
    public static RecordedAnswer Redirect(int status, string location) => new() { Status = status, Location = location };

    /// <summary>Server-sent events, each with its data alone.</summary>
    public static RecordedAnswer Events(params string[] data) => new()
    {
        ContentType = "text/event-stream",
        Body = string.Concat(data.Select(it => $"data: {it}\n\n")),
    };

    /// <summary>A JSON text.</summary>
    public static RecordedAnswer Json(string body, int status = 200) => new() { Status = status, Body = body };
}
