using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Agntz.Providers.Outbound;
using ModelContextProtocol;
using McpException = Agntz.Domain.Execution.Tools.Mcp.McpException;

namespace Agntz.Providers.Tools.Mcp;

/// <summary>Says what a failure of the client library means.</summary>
internal static class McpFailures
{
    private const int MaxQuoted = 500;

    /// <summary>Null when it is the caller who has given up, or a defect of this server.</summary>
    public static McpException? Explain(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OutboundRefusedException => Lost(failure.Message, failure),
        McpProtocolException protocol => new McpException($"it refused: {Quote(protocol.Message)}", failure),
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } => new McpException("there is none at its URL, or it has "
            + "forgotten the session", failure)
        {
            IsSessionOver = true,
        },
        HttpRequestException { StatusCode: { } status } => new McpException(
            $"it answered {(int)status}: {Quote(failure.Message)}", failure),
        { InnerException: SocketException { SocketErrorCode: var code } } => Lost($"the connection failed ({code})", failure),
        HttpRequestException or IOException => Lost($"the connection failed: {Quote(failure.Message)}", failure),
        TimeoutException or OperationCanceledException => Lost("it did not answer in time", failure),
        ModelContextProtocol.McpException or JsonException or InvalidOperationException or ArgumentException or FormatException =>
            Lost($"its answer is not understood: {Quote(failure.Message)}", failure),
        _ => null,
    };

    private static McpException Lost(string message, Exception failure) => new(message, failure) { IsConnectionLost = true };

    private static string Quote(string text) => text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";
}
