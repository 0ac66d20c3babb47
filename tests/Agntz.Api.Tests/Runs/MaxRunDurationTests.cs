using System.Net;

namespace Agntz.Api.Tests.Runs;

public sealed class MaxRunDurationTests : AgntzApplicationTest
{
    protected override (string Key, string Value)[] Settings => [("Worker:MaxRunDuration", "00:00:00.2")];

    [Fact]
    public async Task Run_LongerThanTheServerAllows_FailsWhateverItsCallerAllows()
    {
        await Api.ImportAsync(
            """
            id: endless
            kind: llm
            model: {provider: demo, name: demo-1, providerOptions: {demo: {reply: "one two", delayMs: 600000}}}
            instruction: Answer.
            """);

        var reply = await Api.PostAsync("/run", new { agentId = "endless", timeoutMs = 600_000 });

        reply.ExpectProblem(HttpStatusCode.InternalServerError, "INVOCATION_TIMEOUT");
    }
}
