using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Agntz.Api.Json;

/// <summary>A JSON object that ends with a list of any length, written in pieces while the list is read.</summary>
internal static class JsonPieces
{
    private const int PieceBytes = 32 * 1024;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>Writes it.</summary>
    /// <param name="begin">Writes the members before the list, and the name of the list.</param>
    /// <param name="items">The list.</param>
    /// <param name="write">Writes an item of it.</param>
    /// <param name="cancellationToken">Ends the read of the list.</param>
    /// <returns>The pieces in their order. Each is good until the next is asked for.</returns>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync<T>(
        Action<Utf8JsonWriter> begin, IAsyncEnumerable<T> items, Action<Utf8JsonWriter, T> write,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var piece = new ArrayBufferWriter<byte>(PieceBytes);
        await using var json = new Utf8JsonWriter(piece, Options);
        json.WriteStartObject();
        begin(json);
        json.WriteStartArray();
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            write(json, item);
            if (json.BytesPending + piece.WrittenCount >= PieceBytes)
            {
                await json.FlushAsync(cancellationToken);
                yield return piece.WrittenMemory;
                piece.ResetWrittenCount();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        yield return piece.WrittenMemory;
    }
}
