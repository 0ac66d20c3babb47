using System.Net.Sockets;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Owners;
using Agntz.Domain.Secrets;
using Agntz.Providers.Outbound;

namespace Agntz.Providers.Tools.Http;

/// <inheritdoc/>
internal sealed class HttpSender(OutboundHttp http, GrantedTokens tokens, TimeProvider clock) : IHttpSender
{
    public async Task<HttpAnswer> SendAsync(Owner owner, HttpCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(call.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var redaction = new Redaction(call.Hidden);
        try
        {
            return await SendAsync(owner, call, redaction, stop.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpSendException($"no answer within {call.Timeout.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            throw new HttpSendException(redaction.Apply(Describe(failure)));
        }
    }

    private async Task<HttpAnswer> SendAsync(
        Owner owner, HttpCall call, Redaction redaction, CancellationToken cancellationToken)
    {
        if (call.Auth is not { } auth)
        {
            using var response = await SendAsync(call, null, cancellationToken);
            return await ReadAsync(call, response, redaction, cancellationToken);
        }

        var token = await tokens.GetAsync(owner, auth, isRefused: null, cancellationToken);
        var answer = await SendAsync(call, token, cancellationToken);
        try
        {
            if (auth.RefreshOn.Contains((int)answer.StatusCode))
            {
                answer.Dispose();
                token = await tokens.GetAsync(owner, auth, isRefused: token, cancellationToken);
                answer = await SendAsync(call, token, cancellationToken);
            }

            return await ReadAsync(call, answer, new Redaction([.. call.Hidden, token]), cancellationToken);
        }
        finally
        {
            answer.Dispose();
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpCall call, string? token, CancellationToken cancellationToken)
    {
        var use = token is null ? null : call.Auth?.Use;
        var url = use is { IsQuery: true } ? WithToken(call.Url, use, token!) : call.Url;
        IEnumerable<(string Name, string Value)> headers = use is not { IsQuery: false }
            ? call.Headers
            : [
                .. call.Headers.Where(header => !header.Name.Equals(use.Name, StringComparison.OrdinalIgnoreCase)),
                (use.Name, use.Render(token!)),
            ];
        var request = HttpMessages.Create(call.Method, url, headers, call.Body, call.ContentType);
        return http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static Uri WithToken(Uri url, TokenUse use, string token)
    {
        var pair = $"{Uri.EscapeDataString(use.Name)}={Uri.EscapeDataString(use.Render(token))}";
        return new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query}&{pair}" : pair }.Uri;
    }

    // What is hidden could stand across the end: as much more is read as the longest of it, and the end is given up.
    private static async Task<HttpAnswer> ReadAsync(
        HttpCall call, HttpResponseMessage response, Redaction redaction, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(body, BodyEncoding.Of(response.Content));
        var room = new char[call.MaxLength + redaction.LongestForm + 1];
        var count = await reader.ReadBlockAsync(room, cancellationToken);
        var isWhole = count < room.Length;
        var text = new string(room, 0, count);
        var clean = BodyRedaction.Apply(text, isWhole, redaction);
        var end = isWhole ? clean.Length : Math.Max(clean.Length - redaction.LongestForm - 1, 0);
        return clean.Length <= call.MaxLength && isWhole
            ? new HttpAnswer((int)response.StatusCode, clean, IsCut: false)
            : new HttpAnswer((int)response.StatusCode, clean[..Math.Min(end, call.MaxLength)], IsCut: true);
    }

    private static string Describe(Exception failure) => failure switch
    {
        OutboundRefusedException => failure.Message,
        { InnerException: SocketException { SocketErrorCode: var code } } => $"the connection failed ({code})",
        _ => failure.Message,
    };
}
