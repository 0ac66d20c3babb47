using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Runs;

public sealed class TimeLimitTests() : AgntzApplicationTest(StorageProvider.Sqlite)
{
    private const string Endless =
        """
        id: endless
        kind: llm
        model:
          provider: demo
          name: demo-1
          providerOptions: { demo: { reply: "one two", delayMs: 600000 } }
        instruction: Answer.
        """;

    [Fact]
    public async Task Run_LongerThanItsCallerAllows_FailsAndSaysWhatToDo()
    {
        await Api.ImportAsync(Endless);

        var reply = await Api.PostAsync("/run", new { agentId = "endless", timeoutMs = 200 });

        var problem = reply.ExpectProblem(HttpStatusCode.InternalServerError, "INVOCATION_TIMEOUT");
        Assert.Contains("timeoutMs", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        var id = problem.GetProperty("runId").GetString();
        Assert.Equal("failed", (await Api.GetJsonAsync($"/runs/{id}")).GetProperty("status").GetString());
        Assert.Equal(
            ["agent.invoke endless error", "model.call demo-1 error"],
            SpanTree.Lines(await Api.GetJsonAsync($"/traces/{id}")));
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
