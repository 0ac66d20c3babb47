using System.Text.Json;
using System.Text.Unicode;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>What every answer must be like, whatever was asked.</summary>
internal static class AnswerCheck
{
    // An input as deep as is taken comes back within an answer.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    /// <summary>What is wrong with one; null when nothing is.</summary>
    public static string? Find(RawAnswer answer) => answer switch
    {
        { Status: >= 500 } when !IsRunThatFailed(answer) => "it is the server's failure",
        { IsStream: true } or { Body.Length: 0 } => null,
        _ when !Utf8.IsValid(answer.Body) => "its body is no UTF-8",
        { Status: >= 400, MediaType: not "application/problem+json" } => "a refusal must be application/problem+json",
        { Status: >= 400 } => FindInProblem(answer),
        _ => Parse(answer) is null ? "its body is no JSON" : null,
    };

    // Who waits for a run is told with this status that the run failed by its agent's doing.
    private static bool IsRunThatFailed(RawAnswer answer) =>
        answer.Status == 500 && Parse(answer) is { ValueKind: JsonValueKind.Object } problem
        && problem.TryGetProperty("runId", out _)
        && problem.GetProperty("code").GetString() is not ("INTERNAL_ERROR" or "STORAGE_REJECTED" or "WORKER_LOST");

    private static string? FindInProblem(RawAnswer answer) =>
        Parse(answer) is { ValueKind: JsonValueKind.Object } problem
        && IsText(problem, "error") && IsText(problem, "code")
        && problem.GetProperty("status").GetInt32() == answer.Status
            ? null
            : "a refusal must have error, code and the status";

    private static bool IsText(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var text)
        && text.ValueKind is JsonValueKind.String && text.GetString() is not "";

    private static JsonElement? Parse(RawAnswer answer)
    {
        try
        {
            return JsonElement.Parse(answer.Body, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
