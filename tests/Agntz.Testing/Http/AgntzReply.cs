using System.Net;
using System.Text.Json;
using Xunit;

namespace Agntz.Testing.Http;

/// <summary>What the service answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The content type without its parameters; null without content.</param>
/// <param name="Headers">The headers but those of the content.</param>
/// <param name="Body">The body.</param>
public sealed record AgntzReply(
    HttpStatusCode Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The body, when the status is as it must be.</summary>
    public JsonElement Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, found {(int)Status}: {Body}");
        return Json;
    }

    /// <summary>An answer without a body.</summary>
    public void ExpectEmpty(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, found {(int)Status}: {Body}");
        Assert.Empty(Body);
    }

    /// <summary>A refusal in the form every refusal has.</summary>
    public JsonElement ExpectProblem(HttpStatusCode status, string code)
    {
        var problem = Expect(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("error").GetString()));
        return problem;
    }
}
