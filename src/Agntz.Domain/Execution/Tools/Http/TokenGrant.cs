using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>How a call comes by its token. Holds secrets, and lives as long as the call.</summary>
public sealed record TokenGrant
{
    /// <summary>How long a token is used when nothing says so.</summary>
    public static readonly TimeSpan DefaultTtl = TimeSpan.FromSeconds(3000);

    /// <summary>The method tokens are fetched with, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Where they are fetched.</summary>
    public required Uri Url { get; init; }

    /// <summary>The headers of that request.</summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    /// <summary>The body of that request; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The content type of the body, where the headers do not say.</summary>
    public required string ContentType { get; init; }

    /// <summary>Where the answer has the token.</summary>
    public required TokenPlace Place { get; init; }

    /// <summary>How the call carries it.</summary>
    public required TokenUse Use { get; init; }

    /// <summary>How long a token is used whose answer does not say.</summary>
    public required TimeSpan CacheTtl { get; init; }

    /// <summary>The statuses after which a new token is fetched, once.</summary>
    public required IReadOnlyList<int> RefreshOn { get; init; }
}
