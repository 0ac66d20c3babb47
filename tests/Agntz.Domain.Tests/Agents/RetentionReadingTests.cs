using Agntz.Domain.Agents;
using Agntz.Domain.Retention;

namespace Agntz.Domain.Tests.Agents;

public sealed class RetentionReadingTests
{
    [Theory]
    [InlineData("{mode: result, ttlSeconds: 60}", RetentionMode.Result, 60)]
    [InlineData("{mode: session, artifactTtlSeconds: 31536000}", RetentionMode.Session, null)]
    [InlineData("{ttlSeconds: 31536000}", null, 31536000)]
    [InlineData("{}", null, null)]
    public void Read_WhatCanBeSaid_IsInTheManifest(string retention, RetentionMode? mode, int? seconds)
    {
        var reading = Read(retention);

        Assert.Empty(reading.Errors);
        Assert.Equal(
            new RetentionChoice(mode, seconds is { } time ? TimeSpan.FromSeconds(time) : null),
            reading.Manifest!.Retention);
    }

    [Theory]
    [InlineData("session", "retention", "an object")]
    [InlineData("{mode: all}", "retention.mode", "none, result, session")]
    [InlineData("{ttlSeconds: 59}", "retention.ttlSeconds", "from 60 to 31536000")]
    [InlineData("{ttlSeconds: 31536001}", "retention.ttlSeconds", "from 60 to 31536000")]
    [InlineData("{artifactTtlSeconds: 1.5}", "retention.artifactTtlSeconds", "from 60 to 31536000")]
    [InlineData("{mod: none}", "retention.mod", "did you mean 'mode'")]
    public void Read_WhatCannotBe_IsAnErrorWithItsPlace(string retention, string path, string says)
    {
        var error = Assert.Single(Read(retention).Errors);

        Assert.Equal(path, error.Path);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static ManifestReading Read(string retention) => ManifestReader.Read(
        $$"""
          id: a
          kind: llm
          model: {provider: demo, name: m}
          instruction: x
          retention: {{retention}}
          """);
}
