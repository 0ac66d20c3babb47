using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Runs;

public sealed class TimeLimitTests() : AgntzApplicationTest(StorageProvider.Sqlite)
{
    private const string Endless =
        """
        id: endless
        kind: llm
        model: {provider: openai, name: demo-1}
        instruction: Answer.
        """;

    [Fact]
    public async Task Run_LongerThanItsCallerAllows_FailsAndSaysWhatToDo()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var release = new TaskCompletionSource();
        await using var model = await FakeOpenAi.StartAsync(
            new FakeAnswer.Held(release.Task, new FakeAnswer.Text("Too late.")));
        await using var service = await AgntzApplication.StartAsync(clock, model.Settings);
        await service.Api.ImportAsync(Endless);
        var answer = service.Api.PostAsync("/run", new { agentId = "endless", timeoutMs = 5_000 });
        await model.ReceivedAsync(1);

        clock.Advance(TimeSpan.FromSeconds(5));
        var reply = await answer;
        release.SetResult();

        var problem = reply.ExpectProblem(HttpStatusCode.InternalServerError, "INVOCATION_TIMEOUT");
        Assert.Contains("timeoutMs", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        var id = problem.GetProperty("runId").GetString();
        Assert.Equal("failed", (await service.Api.GetJsonAsync($"/runs/{id}")).GetProperty("status").GetString());
        Assert.Equal(
            ["agent.invoke endless error", "model.call demo-1 error"],
            SpanTree.Lines(await service.Api.GetJsonAsync($"/traces/{id}")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"soon\"")]
    [InlineData("99999999999999999999")]
    public async Task Run_TimeoutThatIsNone_IsRefused(string timeout)
    {
        await Api.ImportAsync(Endless);

        var reply = await Api.PostAsync("/runs", $$"""{"agentId":"endless","timeoutMs":{{timeout}}}""");

        var problem = reply.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
        Assert.Contains(timeout, problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
