using System.Net;
using Agntz.Api.Limits;
using Agntz.Domain.Owners;

namespace Agntz.Api.Tests.Limits;

/// <summary>Bodies that take much.</summary>
public sealed class RequestBodyTests : AgntzApplicationTest
{
    private const long Most = 4 * 1024 * 1024;
    private const string Agent =
        "{id: greeter, kind: llm, model: {provider: demo, name: demo-1}, instruction: Greet.}";

    protected override (string Key, string Value)[] Settings => [("Requests:BufferBytes", $"{Most}")];

    [Fact]
    public async Task Run_OwnerWhoseShareIsTaken_IsRefusedWithTheLimitAndOthersAreServed()
    {
        using var other = await Service.JoinAsync("other");
        var owner = (await Service.Get<IOwnerStore>().EnsureAsync(
            Owner.ApiKeyIssuer, "other", TestContext.Current.CancellationToken)).Id;
        await Api.ImportAsync(Agent);
        using var oldest = Service.Get<RequestBudget>().Open(owner);
        Assert.True(oldest.TryGrowTo(Most / 2));

        var refused = await other.RunAsync("greeter", "Hello");

        var problem = refused.ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
        Assert.Contains("Requests:BufferBytes", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("1", refused.Headers["Retry-After"]);
        (await Api.RunAsync("greeter", "Hello")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Run_ServedOrRefused_GivesBackWhatItsBodyTook()
    {
        await Api.ImportAsync(Agent);
        (await Api.RunAsync("greeter", new string('x', 100_000))).Expect(HttpStatusCode.OK);
        (await Api.PostAsync("/runs", "{")).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
        (await Api.PostAsync("/runs", new { agentId = "greeter", input = "Hello" })).Expect(HttpStatusCode.Created);

        // The next request of a connection is read when the one before is complete in every respect.
        (await Api.GetAsync("/health")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, Service.Get<RequestBudget>().Used);
    }
}
