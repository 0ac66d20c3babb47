namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>A request as it is to be sent. Holds secrets, and lives as long as the call.</summary>
public sealed class HttpCall
{
    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Where to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The headers.</summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    /// <summary>The body; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The content type of the body, where the headers do not say.</summary>
    public required string ContentType { get; init; }

    /// <summary>How it comes by a token; null for none.</summary>
    public TokenGrant? Auth { get; init; }

    /// <summary>What must not be seen in an answer.</summary>
    public required IReadOnlyCollection<string> Hidden { get; init; }

    /// <summary>The most characters that are taken of an answer.</summary>
    public required int MaxLength { get; init; }

    /// <summary>How long it may take, with its token and redirects.</summary>
    public required TimeSpan Timeout { get; init; }
}
