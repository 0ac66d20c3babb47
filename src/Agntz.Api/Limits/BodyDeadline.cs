using Agntz.Api.Errors;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Limits;

/// <summary>Gives whole bodies a time to come in, however steadily they drip.</summary>
internal sealed class BodyDeadline(IOptions<RequestOptions> options, TimeProvider clock)
{
    /// <summary>Reads a body within its time.</summary>
    /// <exception cref="RefusedException">It took longer; 408.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var timeout = options.Value.BodyTimeout;
        using var late = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException) when (
            late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RefusedException(Problem.Of(
                StatusCodes.Status408RequestTimeout, ErrorCodes.BadRequest,
                $"The request body took longer than the {timeout} that a body may take. Send it again, faster or in parts."));
        }
    }
}
