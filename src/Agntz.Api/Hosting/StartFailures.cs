using System.Data.Common;
using Agntz.Persistence;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>Ends a process that cannot start with the reason alone, for the person who has to mend it.</summary>
internal static class StartFailures
{
    private const int Failed = 1;

    /// <summary>Does what the process was started for.</summary>
    /// <returns>
    /// The exit code: 0, or 1 when a setting or the database keeps the service from starting, or the one that was asked
    /// is not ready.
    /// </returns>
    public static async Task<int> RunToEndAsync(this WebApplication app, StartTask task)
    {
        if (task is StartTask.Ask)
        {
            return await ReadinessQuestion.AskAsync(app.Configuration);
        }

        try
        {
            // Before the host looks at them itself, which would log the same with a stack trace.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.Services.GetServices<IHostedService>().OfType<DatabaseMigrator>().Single()
                .StartAsync(CancellationToken.None);
            if (task is StartTask.Serve)
            {
                await app.ServeAsync();
            }

            return 0;
        }
        catch (Exception failure)
            when (failure is OptionsValidationException or InvalidOperationException or DbException)
        {
            await app.DisposeAsync();
            Terminal.Output.WriteLine($"The service did not start: {failure.Message}");
            return Failed;
        }
    }

    // Whatever keeps a service from stopping in time, such as a database that is away, its process stops as it was told:
    // what it had not written it could not write, and its runs are taken over when its lease runs out.
    private static async Task ServeAsync(this WebApplication app)
    {
        // Asked for now: it is disposed of by the time it would be asked what happened.
        var stopping = app.Lifetime.ApplicationStopping;
        var over = app.Services.GetRequiredService<StopTime>().WaitUntilOverAsync();
        var served = app.RunAsync();
        try
        {
            await await Task.WhenAny(served, over);
        }
        catch (Exception late) when (stopping.IsCancellationRequested && IsLate(late))
        {
            Terminal.Output.WriteLine($"The service did not stop in time, and leaves: {late.Message}");
        }
    }

    private static bool IsLate(Exception failure) =>
        failure is OperationCanceledException or TimeoutException or DbException
        || (failure is AggregateException { InnerExceptions: var all } && all.All(IsLate));
}
