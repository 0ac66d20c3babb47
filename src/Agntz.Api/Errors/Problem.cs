using Microsoft.AspNetCore.WebUtilities;

namespace Agntz.Api.Errors;

/// <summary>
/// An error as it is answered: the standard members of <c>application/problem+json</c>, and beside them the flat ones
/// that clients read.
/// </summary>
public sealed record Problem
{
    /// <summary>Always <c>about:blank</c>: the status says what kind of problem it is.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The name of the status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was expected, what was found, and what to do; the same as <see cref="Error"/>.</summary>
    public required string Detail { get; init; }

    /// <summary>What was expected, what was found, and what to do.</summary>
    public required string Error { get; init; }

    /// <summary>A stable word for programs.</summary>
    public required string Code { get; init; }

    /// <summary>One line per violation; absent when there are none.</summary>
    public IReadOnlyList<string>? Details { get; init; }

    /// <summary>The run the error is about; absent when there is none.</summary>
    public string? RunId { get; init; }

    /// <summary>The agents of an import that was refused; absent otherwise.</summary>
    public IReadOnlyList<Agents.ImportProblems>? Results { get; init; }

    /// <summary>The agent an import met; absent otherwise.</summary>
    public string? Id { get; init; }

    /// <summary>The session an import met; absent otherwise.</summary>
    public string? SessionId { get; init; }

    internal static Problem Of(int status, string code, string error) => new()
    {
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = error,
        Error = error,
        Code = code,
    };
}
