using System.Text.Json;
using Agntz.Api.Json;
using Agntz.Domain.Sessions;

namespace Agntz.Api.Sessions;

/// <summary>A session with everything that was said in it.</summary>
/// <param name="SessionId">What it is called.</param>
/// <param name="Messages">The messages, in their order.</param>
public sealed record SessionResponse(string SessionId, IReadOnlyList<MessageResponse> Messages)
{
    /// <summary>Writes a session in this form while its messages are read.</summary>
    internal static IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        string sessionId, IAsyncEnumerable<SessionMessage> messages) => JsonPieces.WriteAsync(
            json =>
            {
                json.WriteString("sessionId"u8, sessionId);
                json.WritePropertyName("messages"u8);
            },
            messages,
            static (json, message) => JsonSerializer.Serialize(
                json, MessageResponse.From(message), WireJson.Default.MessageResponse));
}
