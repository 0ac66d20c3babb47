using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>Where a run stands when it is cancelled, and what it has done by then.</summary>
internal sealed record CancelScene(string Name)
{
    /// <summary>The id of the agent that is run in every scene.</summary>
    public const string Root = "scene";

    /// <summary>Stands for the address of the tool in manifests.</summary>
    public const string ToolUrl = "TOOL_URL";

    /// <summary>The manifests, those first that others refer to.</summary>
    public required IReadOnlyList<string> Agents { get; init; }

    /// <summary>What the model has answered by then, in order.</summary>
    public IReadOnlyList<FakeAnswer> Answered { get; init; } = [];

    /// <summary>How many calls of the model are in flight.</summary>
    public int HeldModelCalls { get; init; }

    /// <summary>How many requests to the tool are in flight.</summary>
    public int HeldToolCalls { get; init; }

    /// <summary>How many agents that were called as tools are at work.</summary>
    public int OpenAgentCalls { get; init; }

    /// <summary>Whether no worker has the run.</summary>
    public bool IsPending { get; init; }

    /// <summary>Whether its worker has an answer and has not begun the next step.</summary>
    public bool IsBetweenSteps { get; init; }

    /// <summary>Tries of the model that were refused.</summary>
    public int Refused => Answered.Count(answer => answer is FakeAnswer.Refusal);

    public override string ToString() => Name;
}
