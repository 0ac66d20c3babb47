namespace Agntz.Api.Sessions;

/// <summary>A session with everything that was said in it.</summary>
/// <param name="SessionId">What it is called.</param>
/// <param name="Messages">The messages, in their order.</param>
public sealed record SessionResponse(string SessionId, IReadOnlyList<MessageResponse> Messages);
