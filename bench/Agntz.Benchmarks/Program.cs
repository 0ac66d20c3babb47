using Agntz.Benchmarks.Exporting;
using Agntz.Benchmarks.Ingesting;
using Agntz.Benchmarks.Journalling;
using Agntz.Benchmarks.Load;
using Agntz.Benchmarks.Starting;
using Agntz.Benchmarks.Steps;
using Agntz.Benchmarks.Streams;
using Agntz.Benchmarks.Writing;

switch (args)
{
    case ["runs", .. var options]:
        await RunsBenchmark.RunAsync(options);
        return 0;
    case ["journal"]:
        await JournalBenchmark.RunAsync();
        return 0;
    case ["streams", .. var named]:
        await StreamsBenchmark.RunAsync(named);
        return 0;
    case [ReaderProcess.Name, .. var reading]:
        await ReaderProcess.ServeAsync(reading);
        return 0;
    case [FirstEventClient.Name, .. var posting]:
        await FirstEventClient.ServeAsync(posting);
        return 0;
    case [BareStreams.Name, var port]:
        await BareStreams.ServeAsync(port);
        return 0;
    case ["writer"]:
        await WriterBenchmark.RunAsync();
        return 0;
    case ["ingest"]:
        await IngestBenchmark.RunAsync();
        return 0;
    case ["export"]:
        await ExportBenchmark.RunAsync();
        return 0;
    case ["steps"]:
        await StepsBenchmark.RunAsync();
        return 0;
    case ["start"]:
        await StartBenchmark.RunAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            """
            Usage: dotnet run -c Release --project bench/Agntz.Benchmarks -- <benchmark>
              runs [sqlite] [words of a case's name]
                              completed runs per second through POST /runs, on PostgreSQL unless told otherwise
              journal         completed runs per second with and without the journal of effects, on PostgreSQL
              streams [idle] [fanout] [first] [across]
                              memory of idle streams, one run to 1,000 readers, time to the first event, delay across
                              two processes; all of them unless some are named
              writer          rows per second of the group-commit writer against a bare insert of the same rows
              ingest          spans per second through POST /v1/traces against a bare insert of the same rows
              export          completed runs per second without export, with it, and with it to nobody
              steps           our own work for each step of pipelines of 100, 1,000 and 4,000 steps
              start           cold start of the published service to its first 200
            """);
        return 1;
}
