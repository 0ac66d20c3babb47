namespace Agntz.Api.Tests.Chaos;

/// <summary>An agent that runs while everything crashes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Yaml">Its manifest.</param>
/// <param name="ModelCalls">How many answers of models a run of it needs.</param>
/// <param name="Requests">How many answers of the counting server it needs.</param>
internal sealed record ChaosAgent(string Id, string Yaml, int ModelCalls, int Requests);
