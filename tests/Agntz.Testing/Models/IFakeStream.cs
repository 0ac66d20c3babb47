using Agntz.Testing.OpenAi;

namespace Agntz.Testing.Models;

/// <summary>An answer of a <see cref="FakeModelServer"/>, in its protocol.</summary>
public interface IFakeStream
{
    /// <summary>Why an answer ends that asks for tools.</summary>
    string ToolsReason { get; }

    /// <summary>Streams text, piece by piece.</summary>
    Task SayAsync(params string[] chunks);

    /// <summary>Streams calls of tools, their arguments in pieces.</summary>
    Task CallAsync(IReadOnlyList<FakeToolCall> calls);

    /// <summary>Ends in good order.</summary>
    Task FinishAsync(string reason, FakeUsage usage);
}
