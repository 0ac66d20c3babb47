using Agntz.Domain.Health;

namespace Agntz.Api.Errors;

/// <summary>Gives every error the one form errors have here, also those no handler of ours has seen.</summary>
internal sealed partial class ErrorHandling(
    RequestDelegate next, IDatabaseFailures failures, ILogger<ErrorHandling> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && Describe(context) is { } problem)
            {
                await new ProblemResult(problem).ExecuteAsync(context);
            }
        }
        catch (RefusedException refused) when (!context.Response.HasStarted)
        {
            await new ProblemResult(refused.Problem).ExecuteAsync(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await new ProblemResult(Describe(bad)).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogAborted(context.Request.Method, context.Request.Path);
        }
        catch (Exception failure) when (!context.Response.HasStarted && failures.MeanAway(failure))
        {
            LogAway(failure, context.Request.Method, context.Request.Path);
            await new ProblemResult(Problem.Of(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable,
                "The database cannot be used now. Try again.")).ExecuteAsync(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFailed(failure, context.Request.Method, context.Request.Path);
            await new ProblemResult(Problem.Of(StatusCodes.Status500InternalServerError, ErrorCodes.Internal,
                "The server failed to answer this request. Its log names the cause.")).ExecuteAsync(context);
        }
    }

    private static Problem Describe(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problem.Of(bad.StatusCode, ErrorCodes.PayloadTooLarge,
            $"The request body is larger than the {RequestLimits.MaxBodyBytes} bytes that are accepted."),
        StatusCodes.Status408RequestTimeout => Problem.Of(bad.StatusCode, ErrorCodes.BadRequest,
            "The request body came too slowly. Send it again."),
        _ => Problem.Of(bad.StatusCode, ErrorCodes.BadRequest,
            "The request could not be read to its end: its body is shorter than announced, or badly framed."),
    };

    private static Problem? Describe(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => Problem.Of(401, ErrorCodes.Unauthenticated,
            context.Request.Headers.Authorization.Count == 0
                ? "missing authentication: send 'Authorization: Bearer <key>'"
                : WasToken(context) ? "invalid or expired token" : "invalid or revoked API key"),
        StatusCodes.Status404NotFound => Problem.Of(404, ErrorCodes.NotFound,
            $"There is nothing at {context.Request.Method} {context.Request.Path}."),
        StatusCodes.Status405MethodNotAllowed => Problem.Of(405, ErrorCodes.MethodNotAllowed,
            $"{context.Request.Path} does not answer to {context.Request.Method}. "
            + $"Allowed: {context.Response.Headers.Allow}."),
        >= 400 and var status => Problem.Of(status, ErrorCodes.BadRequest, "The request was refused."),
        _ => null,
    };

    // Who checked a token says in this header what is wrong with it; who checked a key has nothing to say.
    private static bool WasToken(HttpContext context) =>
        context.Response.Headers.WWWAuthenticate.ToString().Contains("error", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(Exception failure, string method, PathString path);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not use the database")]
    private partial void LogAway(Exception failure, string method, PathString path);

    [LoggerMessage(LogLevel.Debug, "{Method} {Path} was aborted by the client")]
    private partial void LogAborted(string method, PathString path);
}
