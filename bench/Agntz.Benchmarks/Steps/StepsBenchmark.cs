using System.Diagnostics;
using Agntz.Benchmarks.Measuring;
using Agntz.Domain.Agents;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Benchmarks.Steps;

/// <summary>
/// What a step costs beside its model and its database: pipelines of growing length, each step with a condition, an
/// input mapping and a prompt, on a model that answers at once and a writer that commits at once.
/// </summary>
internal static class StepsBenchmark
{
    private const int Rounds = 9;

    public static async Task RunAsync()
    {
        foreach (var steps in new[] { 100, 1_000, 4_000 })
        {
            var yaml = WideAgents.Sequence(steps, "fake");
            var readings = new List<double>();
            var executions = new List<double>();
            for (var round = -Rounds; round < Rounds; round++)
            {
                var reading = Read(yaml);
                var execution = await ExecuteAsync(yaml) - reading;
                if (round >= 0)
                {
                    readings.Add(reading.TotalMicroseconds / steps);
                    executions.Add(execution.TotalMicroseconds / steps);
                }
            }

            Console.WriteLine($"{steps} steps: {Figures.Show(executions)} µs a step to execute, "
                + $"{Figures.Show(readings)} µs a step to read, {Rounds} rounds after as many to warm up");
        }
    }

    private static TimeSpan Read(string yaml)
    {
        var watch = Stopwatch.StartNew();
        return ManifestReader.Read(yaml).Manifest is null
            ? throw new InvalidOperationException("The pipeline cannot be read.")
            : watch.Elapsed;
    }

    private static async Task<TimeSpan> ExecuteAsync(string yaml)
    {
        using var run = new TestExecution(static _ => Task.FromResult("The answer to what was asked, in a sentence."));
        var watch = Stopwatch.StartNew();
        await run.ExecuteAsync(yaml, "\"Go\"");
        return run.Writer.Ending.Outcome is RunOutcome.Completed
            ? watch.Elapsed
            : throw new InvalidOperationException("The pipeline did not complete.");
    }
}
