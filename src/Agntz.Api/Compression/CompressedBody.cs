using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Agntz.Api.Compression;

/// <summary>
/// The body of a response, compressed where it is JSON and comes to enough. Its beginning is held back until that is
/// known; a flush sends whatever there is, so that answers that are written piece by piece go on their way.
/// </summary>
/// <param name="response">The response.</param>
/// <param name="plain">Takes the body as it is sent.</param>
/// <param name="coding">How it is compressed.</param>
internal sealed class CompressedBody(HttpResponse response, IHttpResponseBodyFeature plain, string coding)
    : Stream, IHttpResponseBodyFeature
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    private const int Smallest = 1024;

    private readonly byte[] _beginning = new byte[Smallest];
    private int _held;
    private Stream? _body;
    private PipeWriter? _writer;

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static bool IsJson(HttpResponse response) =>
        MediaTypeHeaderValue.TryParse(response.ContentType, out var type)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    public void DisableBuffering() => plain.DisableBuffering();

    // Whether it is compressed is in the headers, and is known when there is something of it.
    public Task StartAsync(CancellationToken cancellationToken = default) =>
        _body is null && IsCompressible() ? Task.CompletedTask : plain.StartAsync(cancellationToken);

    public async Task SendFileAsync(
        string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await BeginAsync(isEnough: false, cancellationToken);
        await plain.SendFileAsync(path, offset, count, cancellationToken);
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_body is null && IsCompressible() && _held + buffer.Length < Smallest)
        {
            buffer.CopyTo(_beginning.AsMemory(_held));
            _held += buffer.Length;
            return;
        }

        await BeginAsync(isEnough: true, cancellationToken);
        await _body!.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(isEnough: false, cancellationToken);
        await _body!.FlushAsync(cancellationToken);
    }

    public async Task CompleteAsync()
    {
        if (_writer is not null)
        {
            await _writer.CompleteAsync();
        }

        if (_held > 0)
        {
            await BeginAsync(isEnough: false, CancellationToken.None);
        }

        if (_body is GZipStream or BrotliStream)
        {
            await _body.DisposeAsync();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private bool IsCompressible() => IsJson(response) && response.Headers.ContentEncoding.Count == 0;

    private async ValueTask BeginAsync(bool isEnough, CancellationToken cancellationToken)
    {
        if (_body is not null)
        {
            return;
        }

        _body = isEnough && IsCompressible() ? Compress() : plain.Stream;
        var held = _held;
        _held = 0;
        if (held > 0)
        {
            await _body.WriteAsync(_beginning.AsMemory(0, held), cancellationToken);
        }
    }

    private Stream Compress()
    {
        response.Headers.ContentEncoding = coding;
        response.ContentLength = null;
        return coding == Brotli
            ? new BrotliStream(plain.Stream, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(plain.Stream, CompressionLevel.Fastest, leaveOpen: true);
    }
}
