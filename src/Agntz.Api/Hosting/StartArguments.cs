namespace Agntz.Api.Hosting;

/// <summary>What the process was started for, and with which settings.</summary>
/// <param name="Task">What it is to do.</param>
/// <param name="Settings">The other arguments, which are settings.</param>
internal sealed record StartArguments(StartTask Task, string[] Settings)
{
    private const string Migrate = "--migrate";
    private const string Health = "--health";

    /// <summary>Reads the arguments of the process.</summary>
    public static StartArguments Of(string[] arguments) => new(
        arguments.Contains(Migrate) ? StartTask.Migrate : arguments.Contains(Health) ? StartTask.Ask : StartTask.Serve,
        [.. arguments.Where(argument => argument is not (Migrate or Health))]);
}
