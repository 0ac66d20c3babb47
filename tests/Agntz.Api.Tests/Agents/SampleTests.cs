using System.Net;
using System.Text.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Agents;

/// <summary>Every sample agent, run on the demo model: what it gives, and which agents took part.</summary>
public sealed class SampleTests : AgntzApplicationTest
{
    public static TheoryData<string, string, string, string> Samples() => new()
    {
        {
            "article-pipeline", """{"topic":"Tea"}""", "You said: You said: Write an article about Tea.",
            "research-phase web-researcher academic-researcher write-review writer editor"
        },
        { "assistant", "\"Hello\"", "You said: Hello", "" },
        { "clock", "\"What time is it?\"", "\"timeZone\":\"Europe/Zurich\"", "" },
        { "concierge", "\"What time is it?\"", "Europe/Zurich", "clock" },
        {
            "review-loop", """{"topic":"Tea"}""", """{"text":"You said: Write about Tea.""",
            "writer critic writer"
        },
        { "second-opinion", """{"question":"Why?"}""", "\"otherOpinion\":null", "first-opinion" },
        { "second-opinion", """{"question":"Why?","careful":true}""", "\"otherOpinion\":\"You said: Why?\"",
            "first-opinion other-opinion" },
        { "sentiment", """{"review":"It leaks."}""", """{"mood":"negative"}""", "" },
        { "support-agent", """{"message":"Where is it?"}""", "\"needsHuman\":true,\"urgency\":\"low\"", "" },
        { "triage", """{"message":"Where is it?"}""", "\"toCustomer\":null", "sort hand-over" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Run_Sample_GivesWhatItPromises(string id, string input, string output, string agents)
    {
        var reply = (await Api.RunAsync(id, JsonElement.Parse(input))).Expect(HttpStatusCode.OK);

        var trace = await Api.GetJsonAsync($"/traces/{reply.GetProperty("runId").GetString()}?kind=agent.invoke");
        Assert.Contains(output, reply.GetProperty("output").ToString());
        Assert.Equal(
            Sorted($"{id} {agents}"),
            trace.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("name").GetString()).Order());
        Assert.All(SpanTree.Lines(trace), line => Assert.EndsWith(" ok", line));
    }

    [Fact]
    public void Samples_AreAllRunHere()
    {
        Assert.Equal(SampleAgent.Ids, Samples().Select(sample => sample.Data.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Sorted(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order();
}
