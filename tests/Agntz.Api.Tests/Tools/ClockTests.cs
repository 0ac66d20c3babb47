using System.Net;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Tools;

/// <summary>The sample agent that calls a tool of this server.</summary>
public sealed class ClockTests : AgntzApplicationTest
{
    [Fact]
    public async Task Run_Clock_ShowsTheCallInResultTraceAndLog()
    {
        var id = await Api.StartAsync("clock", "What time is it?");
        await using var stream = await EventReading.OpenAsync(Api.Http, $"/runs/{id}/stream");
        var events = await stream.ReadAsync();

        var run = await Api.GetJsonAsync($"/runs/{id}");
        var result = run.GetProperty("result");
        Assert.Contains("Europe/Zurich", result.GetProperty("output").GetString(), StringComparison.Ordinal);
        var call = Assert.Single(result.GetProperty("toolCalls").EnumerateArray());
        Assert.Equal("current_time", call.GetProperty("name").GetString());
        Assert.Equal("""{"timeZone":"Europe/Zurich"}""", call.GetProperty("input").GetRawText());
        Assert.Equal("Europe/Zurich", call.GetProperty("output").GetProperty("timeZone").GetString());
        Assert.Equal(
            ["agent.invoke clock ok", "model.call demo-1 ok", "tool.execute current_time ok", "model.call demo-1 ok"],
            SpanTree.Lines(await Api.GetJsonAsync($"/traces/{id}")));
        Assert.Equal(
            ["run-spawn", "tool-call-start", "tool-call-end", "step-complete", "run-complete"],
            events.Select(it => it.Name).Where(name => name is not "text-delta"));
    }

    [Fact]
    public async Task Run_ToolAgent_AnswersWhatTheToolGave()
    {
        await Api.ImportAsync(
            """
            id: now
            kind: tool
            inputSchema: {zone: string}
            tool: {kind: local, name: current_time, params: {timeZone: "{{zone}}"}}

            """);

        var reply = (await Api.RunAsync("now", new { zone = "Asia/Tokyo" })).Expect(HttpStatusCode.OK);

        var output = reply.GetProperty("output");
        Assert.Equal("Asia/Tokyo", output.GetProperty("timeZone").GetString());
        Assert.EndsWith("+09:00", output.GetProperty("time").GetString());
    }

    [Fact]
    public async Task Run_ToolAgentWhoseToolFails_FailsWithItsWords()
    {
        await Api.ImportAsync(
            """
            id: now
            kind: tool
            inputSchema: {zone: string}
            tool: {kind: local, name: current_time, params: {timeZone: "{{zone}}"}}

            """);

        var problem = (await Api.RunAsync("now", new { zone = "Mars/Base" }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "TOOL_FAILED");

        Assert.Contains("'Mars/Base' is no time zone", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
