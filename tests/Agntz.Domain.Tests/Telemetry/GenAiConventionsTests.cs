using System.Diagnostics;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Telemetry;

namespace Agntz.Domain.Tests.Telemetry;

public sealed class GenAiConventionsTests
{
    private const string Stored =
        """{"gen_ai.operation.name":"chat","gen_ai.usage.input_tokens":9,"gen_ai.usage.cache_creation.input_tokens":4}""";

    [Fact]
    public void Version141_NamesAttributesAsTheyAreStored() =>
        Assert.Equal(
            ["gen_ai.operation.name", "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.input_tokens"],
            Names(GenAiConventions.Version141));

    [Fact]
    public void Latest_NamesTheTokensPutIntoACacheAnew() =>
        Assert.Equal(
            ["gen_ai.operation.name", "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.input_tokens"],
            Names(GenAiConventions.Latest));

    private static IEnumerable<string> Names(GenAiConventions conventions)
    {
        using var activity = new Activity("call");
        ActivityTags.Set(activity, Stored, conventions);
        return activity.TagObjects.Select(tag => tag.Key).Order();
    }
}
