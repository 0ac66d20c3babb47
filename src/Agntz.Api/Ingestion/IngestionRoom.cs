using Agntz.Api.Errors;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Ingestion;

/// <summary>The room for what was read and is not yet stored. Safe for concurrent callers.</summary>
internal sealed class IngestionRoom(IOptions<IngestionOptions> options)
{
    private long _free = options.Value.BufferBytes;

    /// <summary>Takes room; whoever took it gives it back.</summary>
    /// <exception cref="RefusedException">There is not so much; 429.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _free, -bytes) >= 0)
        {
            return;
        }

        Give(bytes);
        throw new RefusedException(Problem.Of(
            StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited,
            "More spans come in than can be stored. Send these again a little later."));
    }

    public void Give(long bytes) => Interlocked.Add(ref _free, bytes);
}
