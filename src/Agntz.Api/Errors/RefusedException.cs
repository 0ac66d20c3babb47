namespace Agntz.Api.Errors;

/// <summary>Ends the handling of a request that cannot be served, with what is answered.</summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Error)
{
    public Problem Problem { get; } = problem;

    public static RefusedException BadRequest(string error, string code = ErrorCodes.BadRequest) =>
        new(Problem.Of(StatusCodes.Status400BadRequest, code, error));

    public static RefusedException NotSupported(string field) => BadRequest(
        $"'{field}' is not supported yet. Leave it out.", ErrorCodes.NotSupported);
}
