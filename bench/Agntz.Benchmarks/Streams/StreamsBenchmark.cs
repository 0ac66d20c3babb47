using Agntz.Benchmarks.Measuring;
using Agntz.Testing.Postgres;

namespace Agntz.Benchmarks.Streams;

/// <summary>What streams cost, and how fast they are. Everything shares this machine.</summary>
internal static class StreamsBenchmark
{
    public static async Task RunAsync(string[] named)
    {
        var published = await PublishedService.PublishAsync();
        var agents = StreamAgents.Write();
        await using var model = await StampedModel.StartAsync();
        await using var database = await PostgresServer.CreateDatabaseAsync();
        (string, string)[] settings =
        [
            ("Storage__Provider", "Postgres"), ("ConnectionStrings__Agntz", database.ConnectionString),
            ("Agents__Directory", agents.FullName), ("OPENAI_BASE_URL", model.BaseUrl),
        ];
        if (IsAsked("idle"))
        {
            await IdleStreams.RunAsync(published, settings);
        }

        if (IsAsked("fanout") || IsAsked("first") || IsAsked("across"))
        {
            await using var service = PublishedService.Start(published, settings);
            await service.WaitUntilHealthyAsync();
            if (IsAsked("fanout"))
            {
                await FanOut.RunAsync(service, model);
            }

            if (IsAsked("first"))
            {
                await FirstEvents.RunAsync(service);
            }

            if (IsAsked("across"))
            {
                await AcrossProcesses.RunAsync(service, model, published, settings, database.ConnectionString);
            }
        }

        agents.Delete(recursive: true);

        bool IsAsked(string what) => named.Length == 0 || named.Contains(what);
    }
}
