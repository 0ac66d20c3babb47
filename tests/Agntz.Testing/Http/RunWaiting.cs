using System.Text.Json;
using Agntz.Domain.Runs;

namespace Agntz.Testing.Http;

/// <summary>Waits for what a service does in the background.</summary>
public static class RunWaiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The run as it is shown once it has ended. The wait is armed before the run is looked at.</summary>
    public static async Task<JsonElement> WaitForEndAsync(this AgntzApplication service, string id)
    {
        Assert(RunId.TryParse(id, out var runId), $"'{id}' is no run id.");
        var ended = service.Get<RunSignals>().Ended(runId);
        var run = await service.Api.GetJsonAsync($"/runs/{id}");
        if (run.TryGetProperty("endedAt", out _))
        {
            return run;
        }

        await ended.WaitAsync(Patience);
        return await service.Api.GetJsonAsync($"/runs/{id}");
    }

    private static void Assert(bool condition, string message) => Xunit.Assert.True(condition, message);
}
