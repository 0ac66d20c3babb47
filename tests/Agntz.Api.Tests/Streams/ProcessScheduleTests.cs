using System.Globalization;
using Agntz.Api.Tests.Chaos;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Streams;

/// <summary>
/// Two processes on one database, both of which execute runs and serve streams: whoever joins where and when, leaves and
/// comes back, at the other process as well, gets every event of a log once. <c>AGNTZ_SCHEDULES</c> multiplies how many
/// schedules are tried; 5 makes it a hundred.
/// </summary>
public sealed class ProcessScheduleTests
{
    private const int Schedules = 20;
    private const int AtOnce = 5;
    private const int MostPieces = 5;
    private const int LongestPauseMs = 60;

    private static readonly IReadOnlyList<ChaosAgent> Agents =
        [.. ChaosAgents.All("http://127.0.0.1").Where(agent => agent.Requests == 0)];

    private static int Times => int.Parse(
        Environment.GetEnvironmentVariable("AGNTZ_SCHEDULES") ?? "1", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Follow_AtEitherProcess_GivesEveryEventOnce(bool listen)
    {
        await using var model = await FakeOpenAi.StartAsync();
        model.Otherwise = request => Say(new Random(SeedOf(request)));
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        (string, string)[] settings = [("Streams__Listen", $"{listen}"), .. model.Settings];
        await using var first = AgntzProcess.StartOn(location, settings);
        await using var second = AgntzProcess.StartOn(location, settings);
        using var here = new AgntzClient(await first.WaitUntilListeningAsync(), AgntzApplication.Key);
        using var there = new AgntzClient(await second.WaitUntilListeningAsync(), AgntzApplication.Key);
        foreach (var agent in Agents)
        {
            await here.ImportAsync(agent.Yaml);
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(1, Schedules * Times),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (seed, _) =>
                await new ProcessSchedule([here, there], [.. Agents.Select(agent => agent.Id)], seed).RunAsync());
    }

    private static int SeedOf(FakeRequest request) =>
        request.Body.GetProperty("messages").GetRawText().Sum(letter => letter);

    private static FakeAnswer Say(Random random)
    {
        FakeAnswer answer = new FakeAnswer.Text("the end");
        for (var pieces = random.Next(MostPieces); pieces > 0; pieces--)
        {
            answer = new FakeAnswer.Paused($"piece {pieces} ", Task.Delay(random.Next(LongestPauseMs)), answer);
        }

        return answer;
    }
}
