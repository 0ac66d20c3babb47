using System.Net;
using System.Text.Json;
using Xunit;

namespace Agntz.Testing.Http;

/// <summary>Waits for what a service does in the background.</summary>
public static class RunWaiting
{
    /// <summary>The run as it is shown once it has ended: its stream is read to the end.</summary>
    public static async Task<JsonElement> WaitForEndAsync(this AgntzApplication service, string id)
    {
        var stream = await service.Api.GetAsync($"/runs/{id}/stream");
        Assert.Equal(HttpStatusCode.OK, stream.Status);
        return await service.Api.GetJsonAsync($"/runs/{id}");
    }
}
