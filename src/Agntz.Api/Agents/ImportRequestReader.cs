using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Domain.Agents;

namespace Agntz.Api.Agents;

/// <summary>Reads the body of an import.</summary>
internal static class ImportRequestReader
{
    /// <exception cref="RefusedException">The body is not an import.</exception>
    public static ImportRequest Read(JsonElement body)
    {
        if (!body.TryGetProperty("agents", out var agents) || agents.ValueKind is not JsonValueKind.Array
            || agents.GetArrayLength() == 0)
        {
            throw RefusedException.BadRequest("Body must include a non-empty agents array.");
        }

        return new ImportRequest
        {
            Agents = [.. agents.EnumerateArray().Select(ReadAgent)],
            OnConflict = RequestBody.FindText(body, "onConflict"),
            DryRun = body.TryGetProperty("dryRun", out var dryRun) && dryRun.ValueKind is JsonValueKind.True,
        };
    }

    /// <exception cref="RefusedException">The request names no such way.</exception>
    public static ImportConflict ReadConflict(ImportRequest request) => request.OnConflict switch
    {
        null or "version" => ImportConflict.Version,
        "skip" => ImportConflict.Skip,
        "fail" => ImportConflict.Fail,
        _ => throw RefusedException.BadRequest("onConflict must be one of: version, skip, fail."),
    };

    private static ImportRequestAgent ReadAgent(JsonElement agent, int index)
    {
        if (agent.ValueKind is not JsonValueKind.Object || string.IsNullOrWhiteSpace(RequestBody.FindText(agent, "manifest")))
        {
            throw RefusedException.BadRequest($"agents[{index}].manifest must be a non-empty string.");
        }

        return new ImportRequestAgent
        {
            Manifest = RequestBody.FindText(agent, "manifest")!,
            Id = RequestBody.FindText(agent, "id"),
            SourcePath = SourcePaths.Check(RequestBody.FindText(agent, "sourcePath"), $"agents[{index}].sourcePath"),
        };
    }
}
