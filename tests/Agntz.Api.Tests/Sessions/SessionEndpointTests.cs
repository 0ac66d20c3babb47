using System.Net;

namespace Agntz.Api.Tests.Sessions;

public sealed class SessionEndpointTests : AgntzApplicationTest
{
    private const string Message = """{"role":"user","content":"Hi","timestamp":"2026-01-02T03:04:05.006Z"}""";

    [Fact]
    public async Task Get_UnknownSession_IsNotFound()
    {
        (await Api.GetAsync("/sessions/nobody")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await Api.GetAsync("/sessions/a%01b")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Import_Sessions_CanBeReadAndGoneOnWith()
    {
        var answer = (await Api.PostAsync("/sessions/import",
            $$"""
            {"sessions":[{"sessionId":"a/b c","agentId":"assistant","messages":[{{Message}}]},
                         {"sessionId":"empty","messages":[]}]}
            """))
            .Expect(HttpStatusCode.OK);
        var again = (await Api.PostAsync(
            "/sessions/import", $$"""{"sessions":[{"sessionId":"empty","messages":[{{Message}}]}]}""")).Expect(HttpStatusCode.OK);
        var refused = await Api.PostAsync(
            "/sessions/import", """{"onConflict":"fail","sessions":[{"sessionId":"empty","messages":[]}]}""");

        Assert.Equal(
            """{"dryRun":false,"results":[{"sessionId":"a/b c","agentId":"assistant","action":"create","messageCount":1},"""
            + """{"sessionId":"empty","action":"create","messageCount":0}],"counts":{"create":2}}""",
            answer.GetRawText());
        Assert.Equal("""{"skip":1}""", again.GetProperty("counts").GetRawText());
        Assert.Equal("empty", refused.ExpectProblem(HttpStatusCode.Conflict, "CONFLICT").GetProperty("sessionId").GetString());
        Assert.Equal(
            """{"sessionId":"a/b c","messages":[{"role":"user","content":"Hi","timestamp":"2026-01-02T03:04:05.006Z"}]}""",
            (await Api.GetJsonAsync("/sessions/a%2Fb%20c")).GetRawText());
        var run = (await Api.PostAsync("/run", new { agentId = "assistant", input = "And?", sessionId = "a/b c" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("a/b c", run.GetProperty("sessionId").GetString());
        Assert.Equal(3, (await Api.GetJsonAsync("/sessions/a%2Fb%20c")).GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData("{}", "sessions")]
    [InlineData("""{"sessions":[]}""", "sessions")]
    [InlineData("""{"sessions":[3]}""", "object")]
    [InlineData("""{"sessions":[{"sessionId":" ","messages":[]}]}""", "sessions[0].sessionId")]
    [InlineData("""{"sessions":[{"sessionId":"a\u0000b","messages":[]}]}""", "sessions[0].sessionId")]
    [InlineData("""{"sessions":[{"sessionId":"a"}]}""", "sessions[0].messages")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[]},{"sessionId":"a","messages":[]}]}""", "Duplicate")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[{"role":"king"}]}]}""", "sessions[0].messages[0].role")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[{"role":"user","content":3}]}]}""", "sessions[0].messages[0].content")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[{"role":"user","content":"x"}]}]}""", "sessions[0].messages[0].timestamp")]
    [InlineData("""{"onConflict":"version","sessions":[{"sessionId":"a","messages":[]}]}""", "onConflict")]
    [InlineData("""{"onConflict":7,"sessions":[{"sessionId":"a","messages":[]}]}""", "onConflict")]
    [InlineData("""{"onConflict":["skip"],"sessions":[{"sessionId":"a","messages":[]}]}""", "onConflict")]
    [InlineData("""{"sessions":["a"]}""", "sessions[0]")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":["x"]}]}""", "sessions[0].messages[0]")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[null]}]}""", "sessions[0].messages[0]")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[{"role":7}]}]}""", "sessions[0].messages[0].role")]
    [InlineData("""{"sessions":[{"sessionId":"a","messages":[{"role":"user","content":"x","timestamp":7}]}]}""",
        "sessions[0].messages[0].timestamp")]
    public async Task Import_WhatIsNoSession_IsRefusedByItsPlace(string body, string place)
    {
        var problem = (await Api.PostAsync("/sessions/import", body)).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

        Assert.Contains(place, problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty((await Api.GetJsonAsync("/sessions")).GetProperty("sessions").EnumerateArray());
    }

    [Fact]
    public async Task Run_EmptySessionId_CountsAsNone()
    {
        var run = (await Api.PostAsync("/runs", new { agentId = "assistant", input = "Hello", sessionId = "" }))
            .Expect(HttpStatusCode.Created);

        Assert.StartsWith("sess_", run.GetProperty("sessionId").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"sessionId\": 7", "sessionId")]
    [InlineData("\"sessionId\": \"a\\u0000b\"", "sessionId")]
    [InlineData("\"sessionConflict\": \"wait\"", "sessionConflict")]
    public async Task Run_SessionThatCannotBe_IsRefused(string field, string name)
    {
        var problem = (await Api.PostAsync("/runs", $$"""{"agentId": "assistant", {{field}}}"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

        Assert.Contains(name, problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
