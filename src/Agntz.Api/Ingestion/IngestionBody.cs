using System.IO.Compression;
using Agntz.Api.Errors;
using Agntz.Api.Limits;
using Microsoft.AspNetCore.Http.Features;

namespace Agntz.Api.Ingestion;

/// <summary>The body of an export, uncompressed. Disposing it gives its room back.</summary>
internal sealed class IngestionBody : IDisposable
{
    /// <summary>The most bytes of a body, compressed or not.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    // What any request takes beside its bytes, so that many small ones are bounded too.
    private const int Smallest = 64 * 1024;

    // What has not come yet takes no more than this from others.
    private const int LargestAtOnce = 16 * 1024 * 1024;

    private readonly ByteClaim _claim;
    private byte[] _bytes = [];
    private int _length;

    private IngestionBody(ByteClaim claim) => _claim = claim;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="claim">What it takes; goes with the body.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="RefusedException">It is too large, badly compressed, or there is no room for it.</exception>
    public static async Task<IngestionBody> ReadAsync(
        HttpRequest request, ByteClaim claim, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        var body = new IngestionBody(claim);
        try
        {
            await body.FillAsync(request, cancellationToken);
            return body;
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            body.Dispose();
            throw TooLarge();
        }
        catch (InvalidDataException)
        {
            body.Dispose();
            throw RefusedException.BadRequest("The request body says that it is compressed with gzip, and is not.");
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Takes room for what the body is made into, as far as its bytes have not taken it. One export alone always has
    /// room.
    /// </summary>
    /// <exception cref="RefusedException">There is not so much; 429.</exception>
    public void Cover(long bytes) => Take(Math.Min(bytes, MaxBytes));

    public void Dispose() => _claim.Dispose();

    private static RefusedException TooLarge() => new(Problem.Of(
        StatusCodes.Status413PayloadTooLarge, ErrorCodes.PayloadTooLarge,
        $"The request body is larger than the {MaxBytes} bytes that are accepted. Send fewer spans at a time."));

    private static Stream Uncompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        "" or "identity" => request.Body,
        var gzip when gzip.Equals("gzip", StringComparison.OrdinalIgnoreCase) =>
            new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        var other => throw new RefusedException(Problem.Of(
            StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType,
            $"A body with Content-Encoding '{other}' is not read here. Send it as it is, or compressed with gzip.")),
    };

    private static async Task ExpectEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await stream.ReadAsync(new byte[1], cancellationToken) > 0)
        {
            throw TooLarge();
        }
    }

    private async Task FillAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var stream = Uncompressed(request);
        await using var gzip = stream as GZipStream;
        Grow(Smallest);
        while (await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken) is > 0 and var read)
        {
            _length += read;
            if (_length == MaxBytes)
            {
                await ExpectEndAsync(stream, cancellationToken);
                return;
            }

            if (_length == _bytes.Length)
            {
                Grow(Math.Min(_length + Math.Min(_length, LargestAtOnce), MaxBytes));
            }
        }
    }

    private void Grow(int length)
    {
        Take(length);
        Array.Resize(ref _bytes, length);
    }

    private void Take(long bytes)
    {
        if (!_claim.TryGrowTo(bytes))
        {
            throw new RefusedException(Problem.Of(
                StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited,
                "More spans come in than can be stored (Ingestion:BufferBytes, of which one owner may take half). Send these "
                + "again a little later."));
        }
    }
}
