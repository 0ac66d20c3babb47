namespace Agntz.Benchmarks.Load;

/// <summary>One kind of load.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="AgentId">The agent that is run.</param>
/// <param name="Input">Its input as JSON.</param>
/// <param name="Callers">How many callers post at a time.</param>
/// <param name="Runs">How many runs each round has.</param>
internal sealed record LoadCase(string Name, string AgentId, string Input, int Callers, int Runs);
