using Agntz.Domain.Agents.References;
using Agntz.Domain.Time;

namespace Agntz.Domain.Tests.Agents.References;

public sealed class AgentReferenceTests
{
    [Theory]
    [InlineData("writer", typeof(VersionChoice.Active))]
    [InlineData("Weird-id_1", typeof(VersionChoice.Active))]
    [InlineData("writer@latest", typeof(VersionChoice.Latest))]
    [InlineData("writer@stable", typeof(VersionChoice.Aliased))]
    [InlineData("writer@v1.2_3-x", typeof(VersionChoice.Aliased))]
    [InlineData("writer@2026-01-31T08:00:00.123Z", typeof(VersionChoice.Exactly))]
    [InlineData("writer@2026-01-31T08:00:00Z", typeof(VersionChoice.Exactly))]
    public void Parse_Reference_ChoosesAVersion(string text, Type choice)
    {
        var reference = AgentReference.Parse(text);

        Assert.IsType(choice, reference!.Version);
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("@latest")]
    [InlineData("writer@")]
    [InlineData("writer@a@b")]
    [InlineData("wri ter")]
    [InlineData("writer@sta ble")]
    [InlineData("writer@-x")]
    [InlineData("writer@2026-13-31T08:00:00.123Z")]
    [InlineData("writer@2026-01-31T08:00:00.1234Z")]
    [InlineData("writer@2026-01-31T08:00:00+01:00")]
    public void Parse_AnythingElse_IsNoReference(string text) => Assert.Null(AgentReference.Parse(text));

    [Fact]
    public void Parse_Version_IsTheInstantToTheMillisecond()
    {
        var reference = AgentReference.Parse("writer@2026-01-31T08:00:00.120Z");

        var exactly = Assert.IsType<VersionChoice.Exactly>(reference!.Version);
        Assert.Equal("2026-01-31T08:00:00.120Z", exactly.CreatedAt.ToIso());
    }
}
