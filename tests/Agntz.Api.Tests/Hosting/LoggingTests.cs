using System.Text.Json;

namespace Agntz.Api.Tests.Hosting;

/// <summary>What operators read, and must not read, in the logs.</summary>
public sealed class LoggingTests : AgntzApplicationTest
{
    protected override (string Key, string Value)[] Settings => [("Logging:LogLevel:Agntz", "Trace")];

    [Fact]
    public async Task Run_WhateverIsLoggedOfIt_NamesRunAndTraceAndNothingItCarries()
    {
        const string Secret = "what nobody but the owner may read";
        var ended = Service.Logs.NextAsync("ended:");

        var reply = await Api.PostAsync("/run", new { agentId = "assistant", input = Secret });
        await ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var id = JsonDocument.Parse(reply.Body).RootElement.GetProperty("runId").GetString()!;
        var scopes = Service.Logs.Scopes.Where(it => it.Message.Contains(id, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(scopes);
        Assert.Contains(scopes, it => it.Scope.Contains($"run {id} trace {id["run_".Length..]}", StringComparison.Ordinal));
        Assert.DoesNotContain(Service.Logs.Entries, it => it.Message.Contains(Secret, StringComparison.Ordinal));
    }
}
