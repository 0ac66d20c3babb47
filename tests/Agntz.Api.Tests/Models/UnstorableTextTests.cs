using System.Net;
using Agntz.Persistence;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Models;

/// <summary>A provider says what no PostgreSQL can keep, and its caller reads it all the same.</summary>
public sealed class UnstorableTextTests() : OpenAiApplicationTest(StorageProvider.Postgres)
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: openai, name: fake}
        instruction: x

        """;

    [Fact]
    public async Task Run_ErrorWithANulCharacter_IsTheErrorOfTheModel()
    {
        Model.Enqueue(new FakeAnswer.Refusal(400, "it is \0 broken"));
        await Api.ImportAsync(Agent);

        var problem = (await Api.RunAsync("helper", "Ann")).ExpectProblem(HttpStatusCode.InternalServerError, "MODEL_ERROR");

        var run = await Api.GetJsonAsync($"/runs/{problem.GetProperty("runId").GetString()}");
        Assert.Contains("it is \uFFFD broken", problem.GetProperty("error").GetString());
        Assert.Contains("it is \uFFFD broken", run.GetProperty("error").GetString());
        Assert.Equal("MODEL_ERROR", run.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Run_AnswerWithANulCharacter_IsTheOutput()
    {
        Model.Enqueue(new FakeAnswer.Text("a\0b"));
        await Api.ImportAsync(Agent);

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        Assert.Equal("a\0b", reply.GetProperty("output").GetString());
    }
}
