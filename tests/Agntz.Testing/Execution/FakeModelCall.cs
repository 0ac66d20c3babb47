using Microsoft.Extensions.AI;

namespace Agntz.Testing.Execution;

/// <summary>One call to a fake model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Message">The user's message.</param>
public sealed record FakeModelCall(string Model, string Message)
{
    /// <summary>Everything it was sent, in order.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>The tools it was offered, in order.</summary>
    public IReadOnlyList<AIFunctionDeclaration> Tools { get; init; } = [];

    /// <summary>How often it was told what tools gave: 0 for the first turn of an agent.</summary>
    public int Turn => Messages.Count(message => message.Role == ChatRole.Tool);

    /// <summary>What the tools gave that were called last, in order, as the model reads it.</summary>
    public IReadOnlyList<string> Results =>
        [.. Messages[^1].Contents.OfType<FunctionResultContent>().Select(result => (string)result.Result!)];
}
