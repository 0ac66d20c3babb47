using System.Net;
using Agntz.Testing.Http;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Streams;

/// <summary>The comments that show that a stream lives while its run has nothing to say.</summary>
public sealed class SignOfLifeTests
{
    private const string Comment = ": keepalive";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Almost = TimeSpan.FromSeconds(14.9);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(0.1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("runs", "id: 1")]
    [InlineData("traces", "id: 2")]
    public async Task Stream_WithNothingToSay_ShowsEveryFifteenSecondsThatItLives(string kind, string last)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = await AgntzApplication.StartAsync(clock);
        await service.Api.ImportAsync(SlowAgent.Endless);
        var id = await service.Api.StartAsync("endless", "Hello");
        using var reader = new StreamReader(
            await service.Api.Http.GetStreamAsync($"/{kind}/{id}/stream?since=0", Token));
        await ReadUntilAsync(last);

        var before = 0;
        for (var times = 0; times < 3; times++)
        {
            clock.Advance(Almost);
            clock.Advance(Rest);
            before += await ReadUntilAsync(Comment);
        }

        clock.Advance(Almost);
        (await service.Api.PostAsync($"/runs/{id}/cancel?mode=abort", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, before + await ReadUntilAsync(null));

        // Counts the comments before the line; null is the end.
        async Task<int> ReadUntilAsync(string? wanted)
        {
            var comments = 0;
            while (await reader.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token) is { } line)
            {
                if (line == wanted)
                {
                    return comments;
                }

                comments += line == Comment ? 1 : 0;
            }

            return wanted is null ? comments : throw new EndOfStreamException($"No line {wanted} came.");
        }
    }
}
