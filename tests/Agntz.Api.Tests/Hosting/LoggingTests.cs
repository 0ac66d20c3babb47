using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Hosting;

/// <summary>What operators read, and must not read, in the logs, however much they ask for.</summary>
public sealed class LoggingTests : OpenAiApplicationTest
{
    private const string Asked = "what nobody but the owner may read";
    private const string Told = "the instruction of the agent";
    private const string Answered = "the answer of the model";
    private const string CalledWith = "Nowhere/Arguments";
    private const string Refused = "the words of the provider";

    private const string Agent =
        $$"""
        id: helper
        kind: llm
        model: {provider: openai, name: gpt-test, maxRetries: 0}
        instruction: {{Told}}
        tools: [{kind: local, tools: [current_time]}]

        """;

    protected override (string Key, string Value)[] Settings => [.. base.Settings, ("Logging:LogLevel:Default", "Trace")];

    [Fact]
    public async Task Run_WhateverIsLoggedOfIt_NamesRunAndTrace()
    {
        var ended = Service.Logs.NextAsync("ended:");

        var id = await Api.StartAsync("assistant", Asked);
        await ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var scopes = Service.Logs.Scopes.Where(it => it.Message.Contains(id, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(scopes);
        Assert.Contains(scopes, it => it.Scope.Contains($"run {id} trace {id["run_".Length..]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhateverIsLoggedOfIt_IsNothingItCarries()
    {
        await Api.ImportAsync(Agent);
        Model.Enqueue(new FakeAnswer.ToolCalls(
            new FakeToolCall("call_a", "current_time", $$"""{"timeZone":"{{CalledWith}}"}""")));
        Model.Enqueue(new FakeAnswer.Text(Answered));
        (await Api.RunAsync("helper", Asked)).Expect(HttpStatusCode.OK);
        Model.Enqueue(new FakeAnswer.Refusal(400, Refused));
        Assert.NotEqual(HttpStatusCode.OK, (await Api.RunAsync("helper", Asked)).Status);

        Assert.NotEmpty(Service.Logs.Entries);
        foreach (var carried in (string[])[Asked, Told, Answered, CalledWith, Refused, AgntzApplication.Key])
        {
            Assert.DoesNotContain(
                Service.Logs.Entries,
                it => $"{it.Message}\n{it.Exception}".Contains(carried, StringComparison.Ordinal));
        }
    }
}
