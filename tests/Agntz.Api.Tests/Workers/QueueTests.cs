using Agntz.Testing.Http;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Workers;

public sealed class QueueTests
{
    private const string Hello =
        """
        id: hello
        kind: llm
        model: {provider: demo, name: demo-1}
        instruction: Be brief.

        """;

    [Fact]
    public async Task Queue_OfAnOwnerThatHasItsShare_IsEmptiedAsSlotsComeFree()
    {
        // The look around once a second never comes: time stands still.
        await using var service = await AgntzApplication.StartAsync(
            new FakeTimeProvider(DateTimeOffset.Parse("2026-03-04T05:06:07Z")),
            ("Worker:MaxConcurrentRuns", "4"), ("Worker:MaxConcurrentRunsPerOwner", "2"));
        await service.Api.ImportAsync(Hello);

        var runs = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(number => service.Api.StartAsync("hello", $"{number}")));

        foreach (var run in runs)
        {
            Assert.Equal("completed", (await service.WaitForEndAsync(run)).GetProperty("status").GetString());
        }
    }
}
