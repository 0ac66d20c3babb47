using Agntz.Api.Errors;
using Agntz.Domain.Agents.References;

namespace Agntz.Api.Agents;

/// <summary>Reads the parts of the agents' routes.</summary>
internal static class AgentRoutes
{
    /// <exception cref="RefusedException">The id names a version as well.</exception>
    public static string CheckId(string id) => id.Contains('@')
        ? throw RefusedException.BadRequest("Agent CRUD ids must not include a version suffix")
        : id;

    /// <exception cref="RefusedException">The text is no version's id.</exception>
    public static DateTimeOffset ReadVersion(string createdAt) =>
        AgentVersionId.TryParse(createdAt, out var version)
            ? version
            : throw RefusedException.BadRequest(
                $"'{createdAt}' is no version. Expected the createdAt of one, such as 2026-01-31T08:00:00.000Z.");

    public static ProblemResult NoAgent(string id) => ProblemResult.NotFound($"Agent \"{id}\" not found");

    public static ProblemResult NoVersion(string id, string createdAt) =>
        ProblemResult.NotFound($"Agent \"{id}\" has no version {createdAt}");
}
