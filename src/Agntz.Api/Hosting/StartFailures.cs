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
                await app.RunAsync();
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
}
