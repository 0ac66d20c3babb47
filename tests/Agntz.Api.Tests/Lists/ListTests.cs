using System.Net;

namespace Agntz.Api.Tests.Lists;

public sealed class ListTests : AgntzApplicationTest
{
    [Theory]
    [InlineData("/runs", "id")]
    [InlineData("/traces", "traceId")]
    public async Task List_PageByPage_GivesEverythingOnceNewestFirst(string path, string idName)
    {
        var created = new List<string>();
        for (var index = 0; index < 5; index++)
        {
            created.Add(await EndedAsync("assistant", $"number {index}"));
        }

        var listed = new List<string>();
        var sizes = new List<int>();
        string? cursor = null;
        do
        {
            var page = await Api.GetJsonAsync($"{path}?limit=2&rootsOnly=true{(cursor is null ? "" : $"&cursor={cursor}")}");
            var rows = page.GetProperty("rows").EnumerateArray().ToList();
            sizes.Add(rows.Count);
            listed.AddRange(rows.Select(row => row.GetProperty(idName).GetString()!));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
            Assert.Equal(cursor, page.TryGetProperty("nextCursor", out var same) ? same.GetString() : null);
        }
        while (cursor is not null);

        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(created.AsEnumerable().Reverse(), listed);
    }

    [Theory]
    [InlineData("/runs", "status=completed", 2)]
    [InlineData("/runs", "status=ok", 2)]
    [InlineData("/runs", "status=failed", 1)]
    [InlineData("/runs", "status=error", 1)]
    [InlineData("/runs", "status=draining", 0)]
    [InlineData("/runs", "agentId=assistant", 1)]
    [InlineData("/runs", "agentId=assistant&status=failed", 0)]
    [InlineData("/runs", "startedAfter=2099-01-01T00:00:00Z", 0)]
    [InlineData("/runs", "startedBefore=2099-01-01T00:00:00Z", 3)]
    [InlineData("/runs", "limit=100000", 3)]
    [InlineData("/traces", "status=ok", 2)]
    [InlineData("/traces", "status=completed", 2)]
    [InlineData("/traces", "status=error", 1)]
    [InlineData("/traces", "status=running", 0)]
    [InlineData("/traces", "agentId=support-agent", 1)]
    [InlineData("/traces", "startedBefore=2001-01-01", 0)]
    public async Task List_Filtered_GivesWhatMatches(string path, string query, int expected)
    {
        await EndedAsync("assistant", "Hello");
        await EndedAsync("support-agent", new { message = "Hello" });
        await Api.ImportAsync(
            """
            id: failing
            kind: llm
            model: {provider: demo, name: demo-1, providerOptions: {demo: {error: broken}}}
            instruction: Fail.

            """);
        await EndedAsync("failing", "Hello");

        var page = await Api.GetJsonAsync($"{path}?{query}");

        Assert.Equal(expected, page.GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("/runs?limit=many", "limit")]
    [InlineData("/runs?limit=0", "limit")]
    [InlineData("/runs?limit=-1", "limit")]
    [InlineData("/runs?limit=NaN", "limit")]
    [InlineData("/runs?startedAfter=yesterday", "startedAfter")]
    [InlineData("/runs?startedBefore=2026-13-01", "startedBefore")]
    [InlineData("/runs?status=unknown", "status")]
    [InlineData("/runs?cursor=xxx", "cursor")]
    [InlineData("/runs?cursor=eyJhIjoxfQ", "cursor")]
    [InlineData("/traces?limit=many", "limit")]
    [InlineData("/traces?startedAfter=yesterday", "startedAfter")]
    [InlineData("/traces?status=unknown", "status")]
    [InlineData("/traces?cursor=eyJhIjoxfQ", "cursor")]
    [InlineData("/runs?agentId=%00", "agentId")]
    [InlineData("/traces?agentId=a%00b", "agentId")]
    [InlineData("/sessions?agentId=%00", "agentId")]
    [InlineData("/traces/run_01890000000070008000000000000000?kind=%00", "kind")]
    public async Task List_ValueThatCannotBeRead_IsRefusedByName(string path, string named)
    {
        var problem = (await Api.GetAsync(path)).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

        Assert.Contains(named, problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task GetTrace_OneKind_TakesEitherSpelling()
    {
        var id = await EndedAsync("assistant", "Hello");

        var byKind = await Api.GetJsonAsync($"/traces/{id}?kind=model.call");
        var byAlias = await Api.GetJsonAsync($"/traces/{id}?kind=model");

        Assert.Equal("model.call", Assert.Single(byKind.GetProperty("spans").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal(byKind.ToString(), byAlias.ToString());
    }

    private async Task<string> EndedAsync(string agentId, object input)
    {
        var reply = (await Api.RunAsync(agentId, input)).Json;
        return reply.GetProperty("runId").GetString()!;
    }
}
