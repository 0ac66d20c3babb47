using System.Net.Mime;
using Agntz.Api.Json;

namespace Agntz.Api.Errors;

/// <summary>
/// Answers with a problem, whatever the request accepts: a client that wanted a stream must be able to read why there
/// is none.
/// </summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    private const string RetryAfterSeconds = "1";

    public Problem Problem { get; } = problem;

    public static ProblemResult BadRequest(string error, string code = ErrorCodes.BadRequest) =>
        new(Problem.Of(StatusCodes.Status400BadRequest, code, error));

    public static ProblemResult NotFound(string error, string code = ErrorCodes.NotFound) =>
        new(Problem.Of(StatusCodes.Status404NotFound, code, error));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Problem.Status;
        if (Problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            && httpContext.Response.Headers.RetryAfter.Count == 0)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return httpContext.Response.WriteAsJsonAsync(
            Problem, WireJson.Default.Problem, MediaTypeNames.Application.ProblemJson, httpContext.RequestAborted);
    }
}
