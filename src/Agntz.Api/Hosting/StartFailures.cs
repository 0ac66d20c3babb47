using System.Data.Common;
using Agntz.Persistence;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>Ends a process that cannot start with the reason alone, for the person who has to mend it.</summary>
internal static class StartFailures
{
    private const int Failed = 1;

    /// <summary>Runs until the process is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 when a setting or the database keeps the service from starting.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        try
        {
            // Before the host looks at them itself, which would log the same with a stack trace.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.Services.GetServices<IHostedService>().OfType<DatabaseMigrator>().Single()
                .StartAsync(CancellationToken.None);
            await app.RunAsync();
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
