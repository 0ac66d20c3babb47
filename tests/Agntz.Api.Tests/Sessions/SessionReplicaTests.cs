using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Sessions;

/// <summary>One session used through two replicas.</summary>
public sealed class SessionReplicaTests() : OpenAiApplicationTest(StorageProvider.Postgres)
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("supersede", "cancelled", "user: two")]
    [InlineData("enqueue", "completed", "user: one|assistant: First.|user: two")]
    public async Task Run_InASessionThatIsBusyElsewhere_WaitsForTheOtherReplica(
        string sessionConflict, string becomes, string told)
    {
        await Api.ImportAsync(ChatAgent.Manifest);
        await using var other = AgntzApplication.Start(Service.Location, Settings);
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("First.")));
        var first = await StartAsync(Api, "one", sessionConflict);
        await Model.ReceivedAsync(1);

        var second = await StartAsync(other.Api, "two", sessionConflict);
        var refused = await PostAsync(other.Api, "three", "reject");
        _release.SetResult();

        refused.ExpectProblem(HttpStatusCode.Conflict, "SESSION_BUSY");
        Assert.Equal(becomes, (await other.WaitForEndAsync(first)).GetProperty("status").GetString());
        Assert.Equal("completed", (await Service.WaitForEndAsync(second)).GetProperty("status").GetString());
        Assert.Equal(told, string.Join('|', ChatAgent.Told(Model.Requests[1]).Skip(1)));
    }

    [Fact]
    public async Task Runs_ManyInFewSessionsThroughBothReplicas_KeepEveryConversationWhole()
    {
        const int sessions = 3, turns = 12;
        await Api.ImportAsync(ChatAgent.Manifest);
        await using var other = AgntzApplication.Start(Service.Location, Settings);
        Model.Otherwise = request => new FakeAnswer.Text($"re {ChatAgent.Told(request)[^1]}");

        var replies = await Task.WhenAll(Enumerable.Range(0, sessions * turns).Select(index =>
            (index % 2 == 0 ? Api : other.Api).PostAsync("/run", new
            {
                agentId = ChatAgent.Id,
                input = $"{index}",
                sessionId = $"chat-{index % sessions}",
                sessionConflict = "enqueue",
            })));

        Assert.All(replies, reply => reply.Expect(HttpStatusCode.OK));
        for (var session = 0; session < sessions; session++)
        {
            var messages = (await Api.GetJsonAsync($"/sessions/chat-{session}")).GetProperty("messages")
                .EnumerateArray().Select(message => message.GetProperty("content").GetString()!).ToList();
            Assert.Equal(2 * turns, messages.Count);
            Assert.All(messages.Chunk(2), turn => Assert.Equal($"re user: {turn[0]}", turn[1]));
        }

        // Every run was told exactly what the session holds before its own turn: none ran beside another.
        Assert.Equal(
            Enumerable.Range(0, turns).SelectMany(turn => Enumerable.Repeat(2 + (2 * turn), sessions)).Order(),
            Model.Requests.Select(request => ChatAgent.Told(request).Count).Order());
    }

    private static async Task<string> StartAsync(AgntzClient api, string input, string sessionConflict) =>
        (await PostAsync(api, input, sessionConflict)).Expect(HttpStatusCode.Created).GetProperty("id").GetString()!;

    private static Task<AgntzReply> PostAsync(AgntzClient api, string input, string sessionConflict) =>
        api.PostAsync("/runs", new { agentId = ChatAgent.Id, input, sessionId = "chat", sessionConflict });
}
