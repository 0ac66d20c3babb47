using System.Net;
using Agntz.Testing.Execution;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Runs;

/// <summary>Agents of many parts through the whole service, on the demo model.</summary>
public sealed class WideAgentTests : AgntzApplicationTest
{
    [Fact]
    public async Task Run_PipelineOfAThousandSteps_CompletesWithEverySpan()
    {
        await Api.ImportAsync(WideAgents.Sequence(1_000, "demo"));

        var reply = (await Api.RunAsync("long-line", "Hello")).Expect(HttpStatusCode.OK);

        await AssertTraceAsync(reply.GetProperty("runId").GetString()!, parts: 1_000);
        Assert.StartsWith("You said: You said:", reply.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Run_TwoHundredBranches_CompleteWithEverySpan()
    {
        await Api.ImportAsync(WideAgents.Fork(200, "demo"));

        var reply = (await Api.RunAsync("wide-fork", "Hello")).Expect(HttpStatusCode.OK);

        await AssertTraceAsync(reply.GetProperty("runId").GetString()!, parts: 200);
        Assert.Equal(200, reply.GetProperty("output").EnumerateObject().Count());
    }

    private async Task AssertTraceAsync(string run, int parts)
    {
        var trace = await Api.GetJsonAsync($"/traces/{run}");
        var lines = SpanTree.Lines(trace);
        Assert.Equal(1 + 2 * parts, lines.Count);
        Assert.All(lines, line => Assert.EndsWith(" ok", line));
    }
}
