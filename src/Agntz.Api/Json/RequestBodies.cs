using System.Text.Json;
using System.Text.Unicode;
using Agntz.Api.Errors;
using Agntz.Api.Limits;
using Agntz.Domain.Json;
using Agntz.Domain.Owners;

namespace Agntz.Api.Json;

/// <summary>Reads bodies in JSON, within what they may take of memory and time.</summary>
internal sealed class RequestBodies(RequestBudget budget, BodyDeadline deadline)
{
    // Every request takes some memory, so many small ones are bounded too.
    private const int Smallest = 4 * 1024;

    // One level around what the database and the journal give back, which is read with the usual 64.
    private const int MaxDepth = 65;

    // The text in UTF-8 and in UTF-16, both again on its way to the database, and in the answer; and a row per token.
    private const int BytesPerByte = 8;
    private const int BytesPerToken = 12;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Reads a body, and holds what it takes until the response is complete or <see cref="Release"/> is called.
    /// </summary>
    /// <exception cref="RefusedException">It is no JSON, too slow, or there is no room for it.</exception>
    public async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var http = request.HttpContext;
        var claim = budget.Open(http.Features.Get<Owner>()?.Id ?? 0);
        http.Response.RegisterForDispose(claim);
        http.Features.Set(claim);
        var body = await deadline.ReadAsync(token => ReadBytesAsync(request, claim, token), cancellationToken);
        await GrowAsync(claim, Size(body.Span), cancellationToken);
        return Parse(body.Span);
    }

    /// <summary>Gives back what the body of a request holds: what was made of it is counted elsewhere by now.</summary>
    public static void Release(HttpContext http) => http.Features.Get<ByteClaim>()?.Dispose();

    private static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        body = body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        if (!Utf8.IsValid(body))
        {
            throw RefusedException.BadRequest("The request body is no UTF-8. Send JSON in that encoding.");
        }

        try
        {
            // Not disposed: elements of it go on with the run, and keep it.
            return JsonDocument.Parse(
                JsonText.Compact(body, MaxDepth), new JsonDocumentOptions { MaxDepth = MaxDepth }).RootElement;
        }
        catch (JsonException malformed)
        {
            throw RefusedException.BadRequest($"The request body is no JSON: {malformed.Message}");
        }
    }

    private static long Size(ReadOnlySpan<byte> body)
    {
        var tokens = (2L * (body.Count((byte)'[') + body.Count((byte)'{'))) + body.Count((byte)',') + body.Count((byte)':');
        return (BytesPerByte * (long)body.Length) + (BytesPerToken * tokens);
    }

    private static async Task GrowAsync(ByteClaim claim, long bytes, CancellationToken cancellationToken)
    {
        if (!await claim.GrowToAsync(bytes, Wait, cancellationToken))
        {
            throw new RefusedException(Problem.Of(
                StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable,
                "More request bodies come in than fit into memory (Requests:BufferBytes, of which one owner may take half). "
                + "Send this one again a little later, or fewer at a time."));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(
        HttpRequest request, ByteClaim claim, CancellationToken cancellationToken)
    {
        // One byte more than was announced, so that the end is found without more room.
        var most = (int)Math.Min(request.ContentLength ?? RequestLimits.MaxBodyBytes, RequestLimits.MaxBodyBytes) + 1;
        var (bytes, length) = (Array.Empty<byte>(), 0);
        do
        {
            if (length == bytes.Length)
            {
                var size = Math.Max(length + 1, Math.Min(Math.Max(Smallest, 2 * length), most));
                await GrowAsync(claim, Math.Max(size, Smallest), cancellationToken);
                Array.Resize(ref bytes, size);
            }

            var read = await request.Body.ReadAsync(bytes.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return bytes.AsMemory(0, length);
            }

            length += read;
        }
        while (true);
    }
}
