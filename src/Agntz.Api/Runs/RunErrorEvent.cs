namespace Agntz.Api.Runs;

/// <summary>The run of a streaming request did not complete; the last event of its stream.</summary>
/// <param name="Error">Why.</param>
/// <param name="Code">The same as a stable word.</param>
/// <param name="RunId">The run.</param>
/// <param name="Details">One line per violation; absent when there are none.</param>
public sealed record RunErrorEvent(string Error, string Code, string RunId, IReadOnlyList<string>? Details)
{
    internal const string Name = "run-error";
}
