using System.Text.Json;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Providers.Tools;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Providers.Tests.Tools;

public sealed class CurrentTimeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-07-01T22:30:00.125Z");

    [Theory]
    [InlineData("{}", """{"time":"2026-07-01T22:30:00.125+00:00","timeZone":"UTC","weekday":"Wednesday"}""")]
    [InlineData("""{"timeZone":"Europe/Zurich"}""",
        """{"time":"2026-07-02T00:30:00.125+02:00","timeZone":"Europe/Zurich","weekday":"Thursday"}""")]
    public async Task Call_APlace_TellsItsTime(string arguments, string expected)
    {
        var result = await CallAsync(arguments);

        Assert.Equal(expected, result.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"timeZone":"Mars/Base"}""", "is no time zone")]
    [InlineData("""{"timeZone":7}""", "#/timeZone")]
    [InlineData("""{"zone":"UTC"}""", "zone")]
    public async Task Call_WhatIsNoPlace_SaysWhatIsWrong(string arguments, string expected)
    {
        var failure = await Assert.ThrowsAsync<ToolException>(async () => await CallAsync(arguments));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<ToolResult> CallAsync(string arguments)
    {
        var tool = new LocalTools([new CurrentTime(new FakeTimeProvider(Now))]).Find("current_time")!;
        return await tool.CallAsync(
            JsonElement.Parse(arguments),
            new ToolCallContext
            {
                Owner = new Owner(1, "agntz", "local"),
                Run = new RunId(Guid.Empty),
                AgentId = "clock",
                State = new AgentState(),
                Path = StepPath.Root.Turn(0).Call(0),
            },
            TestContext.Current.CancellationToken);
    }
}
